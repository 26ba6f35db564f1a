"""USDA's database on one's own computer: what it is, bringing it in, what came in, taking it off again."""

from pathlib import Path

import streamlit as st

from nutrition.usda.importing import begun, import_usda, remove, report_of, stored
from nutrition.usda.library import open_library
from nutrition.usda.report import Progress, Report, files_in_words, foods_in_words, left_out_in_words
from views import asking, draw, keeping, pantry, session
from views.jobs import Job
from views.watch import watching

JOB = "usda"
HOURS = 3600.0  # an import has no time limit; stopping it loses nothing
DOWNLOADS = "https://fdc.nal.usda.gov/download-datasets"
WHAT = (
    "All foods that the U.S. Department of Agriculture publishes, about 2 million with the brands, kept "
    "on this computer and found as you type, without the internet."
)
HOW = (
    f"1. Download one or more of the **CSV** files at [fdc.nal.usda.gov]({DOWNLOADS}): Foundation Foods, SR "
    "Legacy and FNDDS are small and hold the most figures per food; Branded Foods is large.\n"
    "2. Say below where they are. Zips need not be unpacked.\n"
    "3. Start. You can go on planning, stop at any time, and go on later from there."
)
ROOM = "The full set takes some minutes and about 3 GB of room while it is brought in, then about 1 GB."
NOT_HERE = "Whoever runs this planner can bring it in, with the command `nutrition import-fdc`."
GOES_ON = (
    "An import was begun and is not finished: start it again with the same files, and it goes on from there."
)
OWN_STAY = "Remove the USDA database from this computer? Foods you took from it stay with your own."


def usda_part() -> None:
    """Draw what there is, and on one's own computer how to bring it in or take it off."""
    st.write(WHAT)
    job = session.job(JOB)
    if job and not job.over:
        watching(JOB, _under_way)
        return
    if job:
        _ended(job)
    _there()
    if keeping.mode() == "own" and keeping.owner()[0]:
        _bring_in()
    elif not stored():
        st.info(NOT_HERE, icon=":material/info:")


def _there() -> None:
    """Draw the report of the database that is there, and its removal."""
    there, library = stored(), open_library()
    if there is None:
        return
    pantry.warned()
    if library:
        published = f", published {library.release}" if library.release else ""
        words = (
            f"**{library.count:,} foods** are on this computer{published}. The search of the plan finds them."
        )
        st.success(words, icon=":material/check_circle:")
        _report(report_of(there))
    if (
        keeping.mode() == "own"
        and keeping.owner()[0]
        and asking.sure("usda_gone", "Remove", OWN_STAY, "Yes, remove it")
    ):
        remove()
        session.begin(JOB, None)
        session.say("The USDA database is removed.")
        session.fill(asked_sure="")
        st.rerun()


def _report(report: Report) -> None:
    st.markdown("\n".join(f"- {draw.plain(words)}" for words in foods_in_words(report)))
    with st.expander("What was left out, and which files these were"):
        left_out = [f"- {draw.plain(words)}" for words in left_out_in_words(report)]
        st.markdown("\n".join(left_out or ["- Nothing was left out."]))
        st.markdown(
            "\n".join(["Files:", "", *(f"- {draw.plain(words)}" for words in files_in_words(report))])
        )


def _bring_in() -> None:
    """Ask where the files are, and start."""
    with st.expander("Bring in USDA’s files", expanded=stored() is None, icon=":material/download:"):
        st.markdown(HOW)
        if begun() and not session.job(JOB):
            st.info(GOES_ON, icon=":material/resume:")
        st.text_area(
            "Folders, zips or CSV files on this computer, one a line",
            key="usda_paths",
            height=80,
            persist_state="session",
            placeholder="Downloads/FoodData_Central_sr_legacy_food_csv_2018-04.zip",
        )
        st.button("Start", type="primary", icon=":material/play_arrow:", on_click=_begin, key="usda_start")
        st.caption(ROOM)


def _begin() -> None:
    """Start an import of the files that are named."""
    lines = [line.strip().strip("\"'") for line in session.entered("usda_paths").splitlines()]
    paths = [Path(line) for line in lines if line]
    session.begin(JOB, Job(import_usda(paths), paths, HOURS, Progress("Beginning", 0, 1)))


def _under_way(job: Job) -> None:
    progress: Progress = job.latest
    st.progress(progress.share, text=f"{progress.doing}: {progress.share:.0%}")
    if progress.note:
        st.caption(progress.note)
    st.button("Stop", on_click=job.stop, icon=":material/stop_circle:", key="usda_stop")


def _ended(job: Job) -> None:
    """Say how the last import ended."""
    if fault := job.wrong():
        st.error(draw.plain(fault), icon=":material/error:")
    elif job.latest.report is None:
        st.info(
            "Stopped. Start it again with the same files, and it goes on from there.", icon=":material/pause:"
        )
    elif job.latest.note:
        st.caption(job.latest.note)
