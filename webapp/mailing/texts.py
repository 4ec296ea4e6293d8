"""The texts of mails: read, changed, tried out, put back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired

from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.mail.checks import Fault
from webapp.mail.kinds import KINDS, MEANINGS
from webapp.mail.texts import Text, Written
from webapp.mailing.views import bp, kind_words, language_words
from webapp.policy import Right
from webapp.queries import whole
from webapp.services import mail_texts
from webapp.services.mail_texts import Found, Unfit


class TextForm(FlaskForm):
    """What a kind of mail says; `number` is the version that the reader had before them."""

    number = HiddenField()
    subject = StringField(_l("Subject"), validators=[InputRequired(_l("Fill this in."))])
    body = TextAreaField(_l("Text"), validators=[InputRequired(_l("Fill this in."))])

    @property
    def text(self) -> Text:
        """Return what was filled in."""
        lines = (self.body.data or "").replace("\r\n", "\n").strip()
        return Text(subject=(self.subject.data or "").strip(), body=f"{lines}\n" if lines else "")

    def blame(self, faults: list[Fault]) -> None:
        """Say at each field what is wrong there."""
        for name in ("subject", "body"):
            self[name].errors = [fault_words(each) for each in faults if each.part == name]


def fault_words(fault: Fault) -> str:
    """Return why a text cannot be sent, in the reader's words."""
    about, name = fault.about, f"{{{fault.about}}}"
    return {
        "empty": lambda: _("Fill this in."),
        "too_long": lambda: _("Keep it under %(most)s characters.", most=about),
        "one_line": lambda: _("Write the subject on one line."),
        "unknown_name": lambda: _("%(name)s cannot be filled in here. Use only the names in the list.", name=about),
        "loose_brace": lambda: _("There is a { or } too many. Write a name between two of them."),
        "missing_name": lambda: _("The text must hold %(name)s. Without it the mail is of no use.", name=name),
        "list_not_alone": lambda: _(
            "%(name)s is a list. Put it on a line of its own, with an empty line before and after.", name=name
        ),
        "list_in_subject": lambda: _("%(name)s is a list and does not fit in the subject.", name=name),
        "button_not_alone": lambda: _("Put the button on a line of its own, with an empty line before and after."),
        "several_buttons": lambda: _("Keep one button. Make the others ordinary links."),
        "strange_address": lambda: _("%(address)s is no address for a link. Begin it with https://.", address=about),
    }[fault.what]()


@bp.get("/mails/texts")
def texts() -> str:
    """Show every kind of mail in both languages."""
    lines = mail_texts.overview(actor())
    return render_template(
        "mailing/texts.html",
        lines=lines,
        kinds=kind_words(),
        languages=language_words(),
        log_open=Right.PEOPLE in actor().rights,
    )


@bp.route("/mails/texts/<kind>/<language>", methods=["GET", "POST"])
def text(kind: str, language: str) -> ResponseReturnValue:
    """Show one text with its preview; POST tries out what was filled in, or saves it."""
    found = mail_texts.one(actor(), kind, language)
    form = TextForm(data={"number": found.number, "subject": found.text.subject, "body": found.text.body.strip()})
    if not form.is_submitted():
        return _page(found, form, found.text), 200
    form.validate()
    try:
        if request.form.get("do") != "save":
            return _page(found, form, form.text, tried=True), 200
        mail_texts.save(actor(), kind, language, form.text, whole(form.number.data or ""), clock.now())
    except Unfit as unfit:
        form.blame(unfit.faults)
        return _page(found, form, found.text), 422
    except Conflict:
        form.number.data = str(found.number)
        form.form_errors.append(
            _("Somebody else changed this text just now; below you see what it says. Save again to put yours instead.")
        )
        return _page(found, form, found.text), 409
    flash(_("Saved. Mails say this from now on."), "ok")
    return redirect(url_for("mailing.text", kind=kind, language=language), 303)


@bp.post("/mails/texts/<kind>/<language>/back")
def back(kind: str, language: str) -> ResponseReturnValue:
    """Put back an older text, or (0) the shipped one."""
    to, number = whole(request.form.get("to", "")), whole(request.form.get("number", ""))
    try:
        mail_texts.back_to(actor(), kind, language, to, number, clock.now())
    except Unfit:
        flash(_("This older text can no longer be sent: a name in it is missing or unknown. Nothing changed."), "error")
    else:
        flash(_("Saved. Mails say this from now on."), "ok")
    return redirect(url_for("mailing.text", kind=kind, language=language), 303)


def _page(found: Found, form: TextForm, shown: Text, *, tried: bool = False) -> str:
    kind = KINDS[found.kind]
    return render_template(
        "mailing/text.html",
        found=found,
        form=form,
        preview=_preview(found, shown),
        tried=tried,
        names=[(name, MEANINGS[name], name in kind.required) for name in kind.allowed],
        kinds=kind_words(),
        languages=language_words(),
    )


def _preview(found: Found, shown: Text) -> Written | None:
    """Return the mail as it would be; None for what is kept but can no longer be sent."""
    try:
        return mail_texts.preview(actor(), found.kind, found.language, shown)
    except Unfit:
        if shown != found.text:
            raise
        return None
