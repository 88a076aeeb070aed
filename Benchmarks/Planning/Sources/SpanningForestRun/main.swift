import Glibc
import Planning

// usage: SpanningForestRun FILE: pairs of doubles, latitude and longitude; prints seconds for tree and forest, km and edges.
guard CommandLine.arguments.count == 2, let file = fopen(CommandLine.arguments[1], "rb") else { exit(64) }
fseek(file, 0, SEEK_END)
let count = ftell(file) / (2 * MemoryLayout<Double>.size)
rewind(file)
var degrees = [Double](repeating: 0, count: 2 * count)
guard fread(&degrees, MemoryLayout<Double>.size, 2 * count, file) == 2 * count else { exit(65) }
let clock = ContinuousClock()
var forest: SpanningForest?
let elapsed = clock.measure {
    forest = SpanningForest((0..<count).map { SpherePoint(latitude: degrees[2 * $0], longitude: degrees[2 * $0 + 1]) })
}
print(elapsed / .seconds(1), forest?.km ?? 0, forest?.edges.count ?? 0)
