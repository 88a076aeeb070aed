internal import NIOCore

/// Gathers what a client sees during a test, and makes the result of it. No I/O.
struct ClientTestRecord: Sendable {
    /// A sentence a second would help nobody.
    static let warningLimit = 8
    /// A server tells at most some forty counts a second; closer ones make no curve.
    static let sampleGapSeconds = 0.02

    let direction: Direction
    /// Payload bytes of a download, the server's measurements among them.
    var receivedBytes = 0
    /// Our kernel's last word on the connection.
    var kernel: TCPInfo?
    var congestionControl: String?
    var warnings: [String] = []
    /// By this side's clock; of an upload what was acknowledged.
    private var samples: [NDT7Result.Sample] = []
    /// Of an upload, by the server's clock and count.
    private var serverSamples: [NDT7Result.Sample] = []
    private var lastMeasurement: Measurement?
    private var lastPlausible: TCPInfo?
    private var sawImplausible = false
    private var unreadableMessages = 0
    private var ending = NDT7Result.Ending.connectionLost
    private var elapsedSeconds = 0.0
    private var isEnded = false
    /// What was acknowledged within `elapsedSeconds`; more may be afterwards.
    private var ackedAtEnd: Int?

    init(direction: Direction) {
        self.direction = direction
    }

    /// The receiver's count as far as this side knows it.
    private var countedBytes: Int {
        direction == .download ? receivedBytes : ackedBytes ?? 0
    }

    /// Linux counts the SYN among the bytes acknowledged.
    private var ackedBytes: Int? { kernel?.bytesAcked.map { max(0, Int(clamping: $0) - 1) } }

    private func local(elapsedSeconds: Double) -> UploadRate.Local {
        UploadRate.Local(
            elapsedSeconds: isEnded ? self.elapsedSeconds : elapsedSeconds,
            bytesSent: kernel?.bytesSent.map { Int(clamping: $0) },
            bytesAcked: isEnded ? ackedAtEnd : ackedBytes)
    }

    mutating func sample(elapsedSeconds: Double) -> NDT7Result.Sample {
        let sample = reading(elapsedSeconds: elapsedSeconds, bytes: countedBytes)
        samples.append(sample)
        return sample
    }

    func progress(at sample: NDT7Result.Sample) -> NDT7Progress {
        let mbps = Self.mbps(bytes: sample.bytes, elapsedSeconds: sample.elapsedSeconds) ?? 0
        return NDT7Progress(
            direction: direction, elapsedSeconds: sample.elapsedSeconds, bytes: sample.bytes, mbps: mbps)
    }

    /// Takes a measurement message of the server, believing nothing that cannot be.
    /// - Returns: an upload's newest count, when the message holds one.
    mutating func take(_ text: ByteBuffer, elapsedSeconds: Double) -> NDT7Result.Sample? {
        guard let measurement = try? Measurement(json: text.readableBytesView) else {
            unreadableMessages += 1
            return nil
        }
        lastMeasurement = measurement
        guard direction == .upload, let info = measurement.tcpInfo, let received = info.bytesReceived else {
            return nil
        }
        guard UploadRate.isPlausible(info, local: local(elapsedSeconds: elapsedSeconds)) else {
            sawImplausible = true
            return nil
        }
        lastPlausible = info
        let sample = reading(elapsedSeconds: Double(info.elapsedTime ?? 0) / 1e6, bytes: Int(received))
        // A count that goes back or stands in time, or comes by the thousand, is believed to be the last, and no curve.
        let last = serverSamples.last ?? NDT7Result.Sample(elapsedSeconds: 0, bytes: 0)
        guard sample.elapsedSeconds >= last.elapsedSeconds + Self.sampleGapSeconds, sample.bytes >= last.bytes else {
            return nil
        }
        serverSamples.append(sample)
        return sample
    }

    /// A count with what is known of the sender by now.
    private func reading(elapsedSeconds: Double, bytes: Int) -> NDT7Result.Sample {
        NDT7Result.Sample(
            elapsedSeconds: elapsedSeconds, bytes: bytes, minRTTMs: minRTTMs,
            sentByteCount: sender?.bytesSent.map { Int(clamping: $0) },
            retransmittedByteCount: sender?.bytesRetrans.map { Int(clamping: $0) },
            congestionControl: senderCongestionControl)
    }

    private var sender: TCPInfo? { direction == .download ? lastMeasurement?.tcpInfo : kernel }
    private var minRTTMs: Double? {
        (sender?.minRTT ?? kernel?.minRTT).flatMap { $0 > 0 ? Double($0) / 1000 : nil }
    }
    private var senderCongestionControl: String? {
        direction == .upload ? congestionControl : lastMeasurement?.bbrInfo.map { _ in "bbr" }
    }

    mutating func end(_ ending: NDT7Result.Ending, elapsedSeconds: Double) {
        self.ending = ending
        self.elapsedSeconds = elapsedSeconds
        isEnded = true
        ackedAtEnd = ackedBytes
    }

    func result() -> NDT7Result {
        var warnings = warnings + [Self.warning(for: ending, elapsedSeconds: elapsedSeconds)].compactMap { $0 }
        if unreadableMessages > 0 {
            warnings.append("\(unreadableMessages) measurement message(s) of the server could not be read")
        }
        var bytes = receivedBytes
        var seconds = elapsedSeconds
        if direction == .upload {
            let rate = UploadRate.make(
                server: lastPlausible, sawImplausible: sawImplausible, local: local(elapsedSeconds: elapsedSeconds))
            bytes = rate.bytes
            seconds = rate.elapsedSeconds
            if let warning = rate.warning { warnings.append(warning) }
        }
        return NDT7Result(
            direction: direction, bytes: bytes, elapsedSeconds: seconds,
            mbps: Self.mbps(bytes: bytes, elapsedSeconds: seconds),
            samples: serverSamples.isEmpty ? samples : serverSamples,
            lastServerMeasurement: lastMeasurement,
            minRTTMs: minRTTMs,
            sentByteCount: sender?.bytesSent.map { Int(clamping: $0) },
            retransmittedByteCount: sender?.bytesRetrans.map { Int(clamping: $0) },
            localBytesReceived: max(Int(clamping: kernel?.bytesReceived ?? 0), receivedBytes),
            localBytesSent: Int(clamping: kernel?.bytesSent ?? 0), congestionControl: senderCongestionControl,
            warnings: Array(warnings.prefix(Self.warningLimit)), ending: ending,
            localTCPInfo: kernel)
    }

    private static func mbps(bytes: Int, elapsedSeconds: Double) -> Double? {
        bytes > 0 && elapsedSeconds > 0 ? Double(bytes) * 8 / elapsedSeconds / 1e6 : nil
    }

    private static func warning(for ending: NDT7Result.Ending, elapsedSeconds: Double) -> String? {
        let seconds = (elapsedSeconds * 10).rounded() / 10
        return switch ending {
        case .closedByServer, .stoppedByClient, .stoppedEarly, .byteCapped, .protocolViolation: nil
        case .connectionLost: "the connection ended after \(seconds) s without a WebSocket close"
        case .timedOut: "the server did not end the test; cut after \(seconds) s"
        case .cancelled: "the test was cancelled after \(seconds) s"
        }
    }
}
