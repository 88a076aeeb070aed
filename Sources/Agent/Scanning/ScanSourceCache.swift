internal import Reports
internal import Synchronization

/// Keeps the scan source of the enrolment and the region's knowledge in force.
///
/// Opening the hardware knowledge looks at every hwdb file and maps two databases, a quarter of a scan's time for nothing
/// new. What the computer says of itself is read again at every scan: that takes half a millisecond.
///
/// Hwdb files that change are taken up when the service is restarted.
final class ScanSourceCache: Sendable {
    private struct Kept {
        var agent: AgentID
        var enrollment: Enrollment
        var knowledge: [KnowledgeFile]?
        var source: ScanSource
    }

    private let kept = Mutex<Kept?>(nil)

    /// The source for this agent, enrolment and the region's knowledge; made when there is none, or one of another.
    func source(
        for agent: AgentID, _ enrollment: Enrollment, _ knowledge: [KnowledgeFile]?, make: () -> ScanSource
    ) -> ScanSource {
        kept.withLock { kept in
            if let kept, kept.agent == agent, kept.enrollment == enrollment, kept.knowledge == knowledge {
                return kept.source
            }
            let source = make()
            kept = Kept(agent: agent, enrollment: enrollment, knowledge: knowledge, source: source)
            return source
        }
    }
}
