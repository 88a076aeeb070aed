import Foundation

/// Every place in a JSON text and what stands there.
enum JSONPaths {
    /// The paths of all values that are no objects, arrays being passed through, with the kind of what stands there.
    /// - Parameter free: paths of dictionaries whose keys are no fields.
    static func kinds(of json: Data, free: Set<String> = []) throws -> [String: String] {
        var found: [String: String] = [:]
        func walk(_ value: Any, _ path: String) {
            switch value {
            case let object as [String: Any] where !free.contains(path):
                for (key, value) in object { walk(value, path.isEmpty ? key : path + "." + key) }
            case let array as [Any]:
                if array.isEmpty { found[path] = found[path] ?? "array" }
                for element in array { walk(element, path) }
            case let number as NSNumber: found[path] = String(cString: number.objCType) == "c" ? "flag" : "number"
            case is String: found[path] = "text"
            case is [String: Any]: found[path] = "dictionary"
            default: found[path] = "null"
            }
        }
        walk(try JSONSerialization.jsonObject(with: json), "")
        return found
    }

    /// The same JSON with a field that nobody knows in every object, at every depth.
    static func withUnknownFields(in json: Data, free: Set<String> = []) throws -> Data {
        func extended(_ value: Any, _ path: String) -> Any {
            switch value {
            case let object as [String: Any] where !free.contains(path):
                var object = Dictionary(
                    uniqueKeysWithValues: object.map { ($0, extended($1, path.isEmpty ? $0 : path + "." + $0)) })
                object["x_newer"] = ["deep": [1, ["er": true]]]
                return object
            case let array as [Any]: return array.map { extended($0, path) }
            default: return value
            }
        }
        return try JSONSerialization.data(
            withJSONObject: extended(try JSONSerialization.jsonObject(with: json), ""))
    }
}
