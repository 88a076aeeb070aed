internal import Mustache

/// The templates of all pages, read once.
public struct PageTemplates: Sendable {
    /// What is wrong with a folder of templates.
    public enum Failure: Error, Equatable, CustomStringConvertible {
        case unreadable(template: String, reason: String)
        case missing(template: String)

        public var description: String {
            switch self {
            case .unreadable(let name, let reason): "the page template \(name) cannot be read: \(reason)"
            case .missing(let name): "the page template \(name) is missing; install parta-aggregator again"
            }
        }
    }

    private let library: MustacheLibrary

    /// - Parameter texts: by the template's name.
    /// - Throws: `Failure.unreadable`.
    public init(_ texts: [String: String]) throws {
        MustacheContentTypes.register(HTMLText(), named: HTMLText.name)
        var library = MustacheLibrary()
        for (name, text) in texts {
            do {
                // In every template: a part that another one includes begins with the library's own content type again.
                try library.register("{{% CONTENT_TYPE:\(HTMLText.name)}}" + text, named: name)
            } catch {
                throw Failure.unreadable(template: name, reason: "\(error)")
            }
        }
        self.library = library
    }

    /// - Throws: `Failure.missing`.
    public func render(_ name: String, _ values: [String: PageValue]) throws -> String {
        guard let text = library.render(PageValue.group(values).any, withTemplate: name) else {
            throw Failure.missing(template: name)
        }
        return text
    }
}
