"""Own media: the list, an upload, and the bytes, whole or in part so that a phone can seek."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from webapp import clock
from webapp.errors import NotFound
from webapp.guard import actor
from webapp.services import own_media
from webapp.services.own_media import LARGEST, Given, Refused

bp = Blueprint("media", __name__, url_prefix="/media", template_folder="templates")
LARGEST_PART = 2_000_000
"""Bytes of one answer to a range; a player asks for the next part itself."""


class MediumForm(FlaskForm):
    """A picture, sound or film, with the same in words."""

    file = FileField(_l("Picture, sound or film"), validators=[FileRequired(_l("Choose a file."))])
    title = StringField(_l("What it shows"), validators=[InputRequired(_l("Fill this in.")), Length(max=200)])
    spoken = TextAreaField(_l("What is said in it"), validators=[Length(max=50_000)])
    captions = TextAreaField(_l("Captions (WebVTT)"), validators=[Length(max=100_000)])
    silent = BooleanField(_l("Nothing is said in it"))


@bp.get("")
def list() -> str:
    """Show what is there and how a lesson shows it."""
    return render_template("media/list.html", media=own_media.all_media(actor()), kinds=_kinds())


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Keep a picture, sound or film."""
    request.max_content_length = max(LARGEST.values()) + 1_000_000
    form = MediumForm()
    if not form.validate_on_submit():
        return render_template("media/new.html", form=form), 422 if form.is_submitted() else 200
    content = form.file.data.read()
    form.file.data.close()
    given = Given(
        content=content,
        title=form.title.data or "",
        spoken=form.spoken.data or "",
        captions=(form.captions.data or "").replace("\r\n", "\n"),
        silent=bool(form.silent.data),
    )
    try:
        kept = own_media.keep(actor(), given, clock.now())
    except Refused as refused:
        field, words = _refusals()[refused.reason]
        form[field].errors = [words]
        return render_template("media/new.html", form=form), 422
    flash(_("Kept. Write ![what it shows](%(address)s) on a line of its own in a lesson.", address=kept.address), "ok")
    return redirect(url_for("media.list"), 303)


@bp.post("/<name>/remove")
def remove(name: str) -> ResponseReturnValue:
    """Delete it, unless a course shows it."""
    if own_media.remove(actor(), name, clock.now()):
        flash(_("It is deleted."), "ok")
    else:
        flash(_("A course shows it. Take it out of the lesson first."), "error")
    return redirect(url_for("media.list"), 303)


@bp.get("/<name>")
def file(name: str) -> ResponseReturnValue:
    """Hand over the bytes; a range is answered in part."""
    found = own_media.one(name)
    asked = request.range.range_for_length(found.size) if request.range is not None else None
    if request.range is not None and asked is None:
        return Response(status=416, headers={"Content-Range": f"bytes */{found.size}"})
    start, stop = asked or (0, found.size)
    if asked is not None:
        stop = min(stop, start + LARGEST_PART)
    made = Response(
        stream_with_context(own_media.part(found, start, stop)),
        status=206 if asked is not None else 200,
        mimetype=found.content_type,
    )
    made.headers["Content-Length"] = str(stop - start)
    made.headers["Accept-Ranges"] = "bytes"
    made.headers["Cache-Control"] = "private, max-age=86400"
    made.set_etag(found.digest)
    if asked is not None:
        made.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{found.size}"
        return made
    return made.make_conditional(request)


@bp.get("/<name>/captions.vtt")
def captions(name: str) -> Response:
    """Hand over the captions of a film; empty when nothing is said in it."""
    return Response(own_media.one(name).captions or "WEBVTT\n", mimetype="text/vtt")


@bp.get("/<name>/text")
def text(name: str) -> str:
    """Show in words what is said in it."""
    found = own_media.one(name)
    if found.kind == "picture":
        raise NotFound
    return render_template("media/text.html", medium=found)


def _kinds() -> dict[str, str]:
    return {"picture": _("picture"), "audio": _("sound"), "video": _("film")}


def _refusals() -> dict[str, tuple[str, str]]:
    return {
        "strange": ("file", _("This file cannot be shown. Use PNG, JPEG or WebP; MP3 or M4A; MP4 or WebM.")),
        "too_large": ("file", _("This file is too large. A picture may be 5 MB, a sound 30 MB, a film 100 MB.")),
        "broken": ("file", _("This picture is damaged. Save it anew and try again.")),
        "no_spoken": ("spoken", _("Write down what is said, for who cannot hear it. Or tick that nothing is said.")),
        "no_captions": ("captions", _("A film in which somebody speaks needs captions. Or tick that nothing is said.")),
        "bad_captions": ("captions", _("Captions begin with the line WEBVTT. Most film programs can save them so.")),
    }
