internal import Presentation

extension FindingWord {
    struct Entry {
        var check: Check
        /// What the doctor exits with because of it; nil where it is a warning.
        var exit: SystemExit?
        /// What to do, one sentence; docs/troubleshooting.md says the same.
        var advice: String

        init(_ check: Check, _ exit: SystemExit, _ advice: String) {
            (self.check, self.exit, self.advice) = (check, exit, advice)
        }

        /// A warning.
        init(_ check: Check, _ advice: String) {
            (self.check, self.advice) = (check, advice)
        }
    }

    var entry: Entry {
        switch self {
        case .executorDispatch:
            Entry(.program, "take PARTA_EXECUTOR out of /etc/parta/agent.env and restart parta-agent")
        case .environmentUnreadable: Entry(.program, "run this with sudo: proxy and settings may be others than shown")
        case .settingUnusable:
            Entry(.program, "correct it in /etc/parta/agent.env, or ask the region, and restart parta-agent")

        case .notRunning: Entry(.service, "systemctl enable --now parta-agent")
        case .controlSilent: Entry(.service, "see journalctl -u parta-agent; then systemctl restart parta-agent")
        case .serviceRestarts: Entry(.service, "see journalctl -u parta-agent for why it ends")

        case .neverStarted: Entry(.state, "systemctl enable --now parta-agent, or name the directory with --state")
        case .stateNotPermitted: Entry(.state, .noPermission, "run this with sudo")
        case .keyDamaged: Entry(.state, .badData, "move the file away (keep it), enrol again and restart parta-agent")
        case .fileDamaged: Entry(.state, "restart parta-agent: it moves the file aside and makes it anew")
        case .stateOpen: Entry(.state, "chmod -R go= the state directory")
        case .foreignFiles: Entry(.state, "restart parta-agent: systemd gives the files back to it")
        case .filesKeptAside: Entry(.state, "tell your region; delete the files when it has said so")
        case .outboxLeft: Entry(.state, "hand the files to the former region, or delete them")

        case .notEnrolled: Entry(.enrolment, .noPermission, "sudo parta-agent enroll URL CODE")
        case .enrolmentPending: Entry(.enrolment, "systemctl restart parta-agent: it enrols at its start")
        case .enrolmentRefused:
            Entry(.enrolment, .noPermission, "with a code that is good: sudo parta-agent enroll URL CODE")
        case .enrolmentFileBad: Entry(.enrolment, .badData, "write the file anew: sudo parta-agent enroll URL CODE")
        case .enrolmentDamaged:
            Entry(.enrolment, .badData, "restart parta-agent; without an enrolment file enrol again")
        case .enrolmentForeign: Entry(.enrolment, .badData, "enrol this computer: sudo parta-agent enroll URL CODE")
        case .waitingForApproval:
            Entry(.enrolment, "ask the region for approval (parta agents approve); nothing is lost")
        case .revoked:
            Entry(.enrolment, .noPermission, "ask the region; with a new code: sudo parta-agent enroll URL CODE")
        case .unconfirmed: Entry(.enrolment, "carry a bundle to the region (parta-agent export) and its answer back")

        case .clockUnset:
            Entry(
                .clock, .badData,
                "set the clock: timedatectl set-ntp true, or timedatectl set-time; change a flat battery")
        case .clockBehind: Entry(.clock, "set the clock: timedatectl set-ntp true, or timedatectl set-time")
        case .clockOff:
            Entry(.clock, "set the clock: timedatectl set-ntp true; where only this one is right, tell the region")
        case .noTimeZone: Entry(.clock, "timedatectl set-timezone Asia/Almaty, or set PARTA_TIME_ZONE")

        case .nameUnknown:
            Entry(.dns, .unavailable, "check the name for typing errors and this computer's DNS (/etc/resolv.conf)")
        case .nameSlow: Entry(.dns, "check this computer's DNS servers (/etc/resolv.conf): the first may be dead")

        case .proxyUnreadable: Entry(.proxy, .badData, "write it as http://NAME:PASSWORD@HOST:PORT, or direct for none")
        case .proxyFails:
            Entry(
                .proxy, .unavailable,
                "check PARTA_PROXY in /etc/parta/agent.env, and that the proxy lets CONNECT through")

        case .tlsFails:
            Entry(
                .tls, .unavailable,
                "check the port and that the aggregator listens there; something between may break TLS open")
        case .middleman:
            Entry(
                .tls, .noPermission,
                "look for a filter, portal or attacker in between; after a key change the region must sign the new key")
        case .otherRegion: Entry(.tls, .noPermission, "check the URL; ask the region whether its key has changed")
        case .oldStatement:
            Entry(
                .tls, .noPermission,
                "tell the region: it restored an old backup and must sign anew, or somebody plays old words back")
        case .plainHTTP: Entry(.tls, .noPermission, "enrol with https://: plain http is for this computer alone")
        case .certificateDates: Entry(.tls, "tell the region; the agent knows the server by its key and goes on")

        case .serverRefuses: Entry(.aggregator, .unavailable, "check the port, and that parta serve runs there")
        case .serverUnreachable: Entry(.aggregator, .unavailable, "check the cable or Wi-Fi and the gateway")
        case .serverSilent:
            Entry(.aggregator, .unavailable, "check the line and firewalls; nothing is lost, the agent tries again")
        case .serverCloses:
            Entry(.aggregator, .unavailable, "look for a firewall in between; nothing is lost, the agent tries again")
        case .serverGarbled:
            Entry(.aggregator, .unavailable, "check the address; a portal or proxy may answer in its place")
        case .serverUnwell: Entry(.aggregator, .unavailable, "tell the region; nothing is lost, the agent tries again")

        case .neverDelivered: Entry(.delivery, "mend what fails above, then sudo parta-agent once")
        case .deliveryOld: Entry(.delivery, "mend what fails above, or carry a bundle (parta-agent export)")

        case .outboxDamaged:
            Entry(.outbox, .badData, "restart parta-agent: it keeps the file aside and begins a new one")
        case .outboxForeign: Entry(.outbox, .badData, "install the newer version again, or move the file away")
        case .outboxUnreadable:
            Entry(.outbox, .cannotCreate, "check the disk (dmesg, smartctl) and who else uses the file")
        case .outboxOld: Entry(.outbox, "mend what fails above, or carry a bundle (parta-agent export)")
        case .reportsRefused: Entry(.outbox, "update the agent; tell the region, which says why in its log")
        case .testsThinned:
            Entry(.outbox, "get the reports delivered: near the bound line tests become daily summaries")

        case .diskReadOnly:
            Entry(.disk, .cannotCreate, "mount it for writing (mount -o remount,rw); see dmesg for why it is not")
        case .diskFull: Entry(.disk, .cannotCreate, "make room; what the agent cannot keep is not recorded")
        case .diskLow: Entry(.disk, "make room: the outbox may grow to 256 MiB")

        case .udevDown:
            Entry(.devices, "systemctl start systemd-udevd; until then plugged devices are seen at each scan only")
        case .knowledgeMissing:
            Entry(.devices, "install the package again: devices are named by their makers' words alone")
        case .knowledgeStale:
            Entry(.devices, "restart parta-agent, and see its journal for complaints about these files")

        case .noSlots: Entry(.line, "check shifts, terms and holidays (parta settings show, /etc/parta/agent.env)")
        case .budgetSpent: Entry(.line, "wait for tomorrow, or have PARTA_MONTHLY_MB (monthly_mb) raised")
        case .slotsSkipped: Entry(.line, "look the reason up in docs/line-tests.md")
        case .noLineServer:
            Entry(.line, "deliver once (sudo parta-agent once); else ask the region where line tests go")

        case .noGateway: Entry(.gateway, "check the cable or Wi-Fi: this computer has no way to the world")
        case .gatewayElsewhere:
            Entry(
                .gateway,
                "nothing where it stands elsewhere; after a new router at school it is learnt within a few days")
        }
    }
}
