"""All lists of settings, in the order of the first page."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from agencies.models import (
    EscalationLevel,
    Holiday,
    Limit,
    OfficeHours,
    OutsideBody,
    Promise,
)
from complaints.manage.lists import effects, forms
from complaints.manage.lists.base import SettingsList, always, column, day, label, yes
from complaints.manage.lists.rule_effect import of_rule
from complaints.models import Reason, Tag
from complaints.together.tag_form import TagForm, gather_merged
from routing.models import Category, DangerWord, Hotline, Rule


def _is_special(promise: Promise) -> bool:
    """The default of a clock stays: without it no report could be sent."""
    return promise.case != Promise.Case.DEFAULT


def _is_not_last(row: OfficeHours) -> bool:
    """Without any hours no clock could run."""
    return OfficeHours.objects.exclude(pk=row.pk).exists()


def _condition(rule: Rule) -> str:
    parts = (rule.category, rule.region, rule.keyword)
    return ", ".join(str(part) for part in parts if part)


def _distance(level: EscalationLevel) -> str:
    if level.after_days < 0:
        return f"{-level.after_days} hari kerja sebelum tenggat"
    if level.after_days == 0:
        return "tepat saat tenggat lewat"
    return f"{level.after_days} hari kerja sesudah tenggat"


def _amount(promise: Promise) -> str:
    return f"{promise.amount} {promise.get_unit_display()}"


def _hours(row: Any) -> str:
    return f"{row.opens:%H.%M}–{row.closes:%H.%M}"


LISTS: tuple[SettingsList, ...] = (
    SettingsList(
        "kategori",
        "Kategori",
        "Hal yang dilaporkan warga, dan instansi yang biasanya menjawab.",
        "kategori",
        Category,
        forms.CategoryForm,
        (
            ("Nama", column("name")),
            ("Instansi bawaan", column("default_agency")),
            ("Ditangani", label("goes_to")),
            ("Mulai tidak dipublikasikan", yes("starts_unpublished")),
            ("ID nasional", column("national_id")),
            ("Dipakai", yes("is_active")),
        ),
        narrows=("name",),
        related=("default_agency",),
    ),
    SettingsList(
        "aturan-disposisi",
        "Aturan disposisi",
        "Kata, kategori, dan tempat yang mengarahkan laporan ke instansi tertentu. Aturan "
        "didahulukan daripada saran lain.",
        "aturan",
        Rule,
        forms.RuleForm,
        (("Bila", _condition), ("Ke", column("agency")), ("Bobot", column("weight"))),
        narrows=("keyword", "agency__name"),
        related=("category", "region", "agency"),
        may_delete=always,
        effect=of_rule,
    ),
    SettingsList(
        "janji-layanan",
        "Janji layanan",
        "Berapa lama setiap tahap boleh berlangsung (SLA).",
        "janji layanan",
        Promise,
        forms.PromiseForm,
        (
            ("Jangka waktu", label("clock")),
            ("Kasus", label("case")),
            ("Lama", _amount),
        ),
        may_delete=_is_special,
        effect=effects.of_promise,
    ),
    SettingsList(
        "batas",
        "Batas",
        "Angka lain dalam aturan: berapa kali, berapa hari, berapa besar.",
        "batas",
        Limit,
        forms.LimitForm,
        (("Keterangan", column("description")), ("Nilai", column("value"))),
        narrows=("description",),
        may_add=False,
    ),
    SettingsList(
        "hari-libur",
        "Hari libur",
        "Hari tanpa jam kerja: libur nasional, cuti bersama, dan libur daerah.",
        "hari libur",
        Holiday,
        forms.HolidayForm,
        (
            ("Tanggal", lambda row: day(row.date)),
            ("Nama", column("name")),
            ("Jenis", label("kind")),
        ),
        narrows=("name",),
        may_delete=always,
        effect=effects.of_holiday,
        follows=effects.note_calendar_edit,
        grouped="date__year",
    ),
    SettingsList(
        "jam-kerja",
        "Jam kerja",
        "Jam buka kantor; istirahat membuat dua baris pada satu hari.",
        "jam kerja",
        OfficeHours,
        forms.OfficeHoursForm,
        (("Hari", label("weekday")), ("Jam", _hours)),
        may_delete=_is_not_last,
        effect=effects.of_hours,
        follows=effects.note_calendar_edit,
    ),
    SettingsList(
        "eskalasi",
        "Tingkat eskalasi",
        "Siapa diberi tahu sebelum dan sesudah tenggat lewat.",
        "tingkat eskalasi",
        EscalationLevel,
        forms.LevelForm,
        (
            ("Tingkat", column("level")),
            ("Kapan", _distance),
            ("Yang diberi tahu", label("audience")),
        ),
        may_delete=always,
    ),
    SettingsList(
        "alasan",
        "Alasan",
        "Pilihan alasan saat petugas mengarsipkan atau mengembalikan.",
        "alasan",
        Reason,
        forms.ReasonForm,
        (
            ("Tindakan", label("verb")),
            ("Alasan", column("label")),
            ("Dipakai", yes("is_active")),
        ),
        narrows=("label",),
    ),
    SettingsList(
        "instansi-luar",
        "Instansi luar",
        "Ke mana laporan dapat dirujuk: provinsi, PLN, BPJS, dan lainnya.",
        "instansi luar",
        OutsideBody,
        forms.BodyForm,
        (
            ("Nama", column("name")),
            ("Jenis", label("kind")),
            ("Telepon", column("phone")),
            ("Dipakai", yes("is_active")),
        ),
        narrows=("name",),
    ),
    SettingsList(
        "kata-bahaya",
        "Kata bahaya",
        "Kata yang menandai laporan sebagai bahaya sekarang.",
        "kata bahaya",
        DangerWord,
        forms.DangerWordForm,
        (
            ("Kata", column("word")),
            ("Jenis bahaya", label("topic")),
            ("Menandai laporan", yes("marks_report")),
            ("Dipakai", yes("is_active")),
        ),
        narrows=("word",),
    ),
    SettingsList(
        "nomor-darurat",
        "Nomor darurat",
        "Nomor telepon yang tampil bila warga menulis tentang bahaya.",
        "nomor darurat",
        Hotline,
        forms.HotlineForm,
        (
            ("Nomor", column("number")),
            ("Nama", column("name")),
            ("Keterangan", column("note")),
            ("Dipakai", yes("is_active")),
        ),
        narrows=("name", "number"),
    ),
    SettingsList(
        "tanda",
        "Tanda",
        "Kata yang dipakai semua instansi untuk menandai laporan. Warga tidak melihatnya.",
        "tanda",
        Tag,
        TagForm,
        (
            ("Nama", column("name")),
            ("Digabung ke", column("merged_into")),
            ("Dipakai", yes("is_active")),
        ),
        narrows=("name",),
        related=("merged_into",),
        follows=gather_merged,
        only=Q(agency__isnull=True),
    ),
)

BY_SLUG = {one.slug: one for one in LISTS}
