internal import NIOCore

/// Gathers what a client sees during a test, and makes the result of it. No I/O.
struct ClientTestRecord: Sendable {
    /// A sentence a second would help nobody.
    static let warningLimit = 8

    let direction: Direction
    /// Payload bytes of a download.
    var receivedBytes = 0
    /// Our kernel's last word on the connection.
    var kernel: TCPInfo?
    var congestionControl: String?
    var warnings: [String] = []
    private var samples: [NDT7Result.Sample] = []
    private var lastMeasurement: Measurement?
    private var lastPlausible: TCPInfo?
    private var sawImplausible = false
    private var unreadableMessages = 0
    private var ending = NDT7Result.Ending.connectionLost
    private var elapsedSeconds = 0.0
    private var isEnded = false

    init(direction: Direction) {
        self.direction = direction
    }

    /// The receiver's count as far as this side knows it.
    private var countedBytes: Int {
        direction == .download ? receivedBytes : ackedBytes ?? 0
    }

    /// Linux counts the SYN among the bytes acknowledged.
    private var ackedBytes: Int? { kernel?.bytesAcked.map { max(0, Int(clamping: $0) - 1) } }

    func local(elapsedSeconds: Double) -> UploadRate.Local {
        UploadRate.Local(
            elapsedSeconds: isEnded ? self.elapsedSeconds : elapsedSeconds,
            bytesSent: kernel?.bytesSent.map { Int(clamping: $0) },
            bytesAcked: ackedBytes)
    }

    mutating func sample(elapsedSeconds: Double) -> NDT7Progress {
        let bytes = countedBytes
        samples.append(NDT7Result.Sample(elapsedSeconds: elapsedSeconds, bytes: bytes))
        let mbps = Self.mbps(bytes: bytes, elapsedSeconds: elapsedSeconds) ?? 0
        return NDT7Progress(direction: direction, elapsedSeconds: elapsedSeconds, bytes: bytes, mbps: mbps)
    }

    /// Takes a measurement message of the server, believing nothing that cannot be.
    mutating func take(_ text: ByteBuffer, local: UploadRate.Local) {
        guard let measurement = try? Measurement(json: text.readableBytesView) else {
            unreadableMessages += 1
            return
        }
        lastMeasurement = measurement
        guard direction == .upload, let info = measurement.tcpInfo, info.bytesReceived != nil else { return }
        if UploadRate.isPlausible(info, local: local) {
            lastPlausible = info
        } else {
            sawImplausible = true
        }
    }

    mutating func end(_ ending: NDT7Result.Ending, elapsedSeconds: Double) {
        self.ending = ending
        self.elapsedSeconds = elapsedSeconds
        isEnded = true
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
        let sender = direction == .download ? lastMeasurement?.tcpInfo : kernel
        return NDT7Result(
            direction: direction, bytes: bytes, elapsedSeconds: seconds,
            mbps: Self.mbps(bytes: bytes, elapsedSeconds: seconds), samples: samples,
            lastServerMeasurement: lastMeasurement,
            minRTTMs: (sender?.minRTT ?? kernel?.minRTT).flatMap { $0 > 0 ? Double($0) / 1000 : nil },
            sentByteCount: sender?.bytesSent.map { Int(clamping: $0) },
            retransmittedByteCount: sender?.bytesRetrans.map { Int(clamping: $0) },
            localBytesReceived: max(Int(clamping: kernel?.bytesReceived ?? 0), receivedBytes),
            localBytesSent: Int(clamping: kernel?.bytesSent ?? 0), congestionControl: congestionControl,
            warnings: Array(warnings.prefix(Self.warningLimit)), ending: ending)
    }

    private static func mbps(bytes: Int, elapsedSeconds: Double) -> Double? {
        bytes > 0 && elapsedSeconds > 0 ? Double(bytes) * 8 / elapsedSeconds / 1e6 : nil
    }

    private static func warning(for ending: NDT7Result.Ending, elapsedSeconds: Double) -> String? {
        let seconds = (elapsedSeconds * 10).rounded() / 10
        return switch ending {
        case .closedByServer, .stoppedByClient, .protocolViolation: nil
        case .connectionLost: "the connection ended after \(seconds) s without a WebSocket close"
        case .timedOut: "the server did not end the test; cut after \(seconds) s"
        case .cancelled: "the test was cancelled after \(seconds) s"
        }
    }
}
