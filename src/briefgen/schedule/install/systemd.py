"""Units of systemd: a service that stays, or a timer with a service that looks once (systemd.service(5), .timer(5)).

Values are quoted by systemd.syntax(7); `%` begins a specifier in all of them (systemd.unit(5)).
"""

from __future__ import annotations

from pathlib import Path

from briefgen.schedule.install.host import AFTER_STOP, EVERY, MARK, Host, Recipe, Unit

# ":" keeps "$" from being read as a variable; so nothing but quotes, backslashes and "%" needs care.
_LITERAL = ":"
_NOT_IN_PROGRAMS = "'\"\\"
"""What systemd refuses in the path of a program, though not in its arguments."""

_OF_SYSTEM = """\
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={writable}
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
CapabilityBoundingSet=
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
UMask=0027
"""
# Without the rights of the system, folders can be closed only where the kernel lets users make namespaces of their
# own, which many do not: such a service would not start at all.
_OF_USER = """\
NoNewPrivileges=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
"""


def systemd(host: Host, *, once: bool = False) -> Recipe:
    """Return the units: a service, or with `once` a timer and its service."""
    name = host.name
    texts = (
        {f"{name}.service": _service(host, once=True), f"{name}.timer": _timer(host)}
        if once
        else {f"{name}.service": _service(host, once=False)}
    )
    folder = host.home / ".config" / "systemd" / "user" if host.own else Path("/etc/systemd/system")
    manager = "systemctl --user" if host.own else "sudo systemctl"
    unit = f"{name}.timer" if once else f"{name}.service"
    # Without this, services of a user end when the user logs out.
    linger = (f"loginctl enable-linger {host.user}",) if host.own else ()
    return Recipe(
        units=tuple(Unit(folder / file, text) for file, text in texts.items()),
        start=(f"{manager} daemon-reload", f"{manager} enable --now {unit}", *linger),
        stop=(f"{manager} disable --now {unit}",),
        remarks=(
            f"Passwords stand in {host.secrets}, readable by {host.user} alone, such as BRIEFGEN_SMTP_PASSWORD='…'",
        ),
    )


def quoted(text: str) -> str:
    """Return a word as systemd reads it back, where words stand in a list."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _service(host: Host, *, once: bool) -> str:
    words = host.command("schedule", "run", *(("--once",) if once else ()))
    if any(character in words[0] for character in _NOT_IN_PROGRAMS):
        words = ("/usr/bin/env", *words)
    first, *rest = words
    start = " ".join([_LITERAL + quoted(first), *map(quoted, rest)])
    lines = [f"# {MARK}", "# To change it: systemctl edit; it is written anew by the same command.", "[Unit]"]
    lines.append(f"Description={host.title.replace('%', '%%').rstrip(chr(92))}")
    if not host.own:  # the user's manager has no such target
        lines += ["Wants=network-online.target", "After=network-online.target"]
    if not once:
        lines.append("StartLimitIntervalSec=0")
    lines += ["", "[Service]", f"Type={'oneshot' if once else 'exec'}", f"ExecStart={start}"]
    if once:
        lines.append("TimeoutStartSec=12h")
    else:
        lines += ["Restart=on-failure", "RestartSec=30s"]
    # The signal goes to the process that looks, which ends its children in order.
    lines += ["KillMode=mixed", f"TimeoutStopSec={AFTER_STOP}s", "SuccessExitStatus=130"]
    lines += ["Nice=5", f"EnvironmentFile=-{str(host.secrets).replace('%', '%%')}"]
    if host.own:
        lines.append(_OF_USER)
    else:
        # A folder outside need not be there yet, or not always.
        writable = " ".join([quoted(host.root), *(quoted(f"-{path}") for path in host.writable)])
        lines += [f"User={host.user}", _OF_SYSTEM.format(writable=writable)]
    if not once:
        target = "default.target" if host.own else "multi-user.target"
        lines += ["[Install]", f"WantedBy={target}", ""]
    return "\n".join(lines)


def _timer(host: Host) -> str:
    return f"""\
# {MARK}
[Unit]
Description={host.title.replace("%", "%%").rstrip(chr(92))}

[Timer]
OnCalendar=*:0/{EVERY}
AccuracySec=30s
Persistent=yes

[Install]
WantedBy=timers.target
"""
