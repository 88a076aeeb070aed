internal import Logging
internal import Outbox
internal import Reports

extension Courier {
    /// Follows the region's settings; without them, those that hold go on.
    func followSettings(after outcome: DeliveryOutcome) async {
        guard outcome.failure == nil else { return }
        do {
            switch try await core.fetchSettings(announced: outcome.settingsVersion) {
            case .taken:
                logger.notice(
                    "new settings of the region", metadata: ["version": "\(core.regionSettings?.version ?? 0)"])
            case .older:
                logger.warning("the region offers older settings than this computer has; a change there ends that")
            case .known, nil: break
            }
        } catch let failure as ConnectionFailure where failure.code == .cancelled {
            // The program ends; the next delivery asks again.
        } catch {
            logger.warning("\(error)")
        }
    }
}
