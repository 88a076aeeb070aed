internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Answers of the pages, with the headers that keep what is in them from being anything but text and drawings.
struct PageAnswer: Sendable {
    /// Nothing runs that is not a file of this server, nothing is asked of another one, and no other site shows a page of ours.
    let policy: String

    init(tiles: PagesConfiguration.TileServer?) {
        let pictures = tiles.map { "'self' data: \($0.origin)" } ?? "'self'"
        policy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src \(pictures); connect-src 'self'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    }

    func html(
        _ text: String, status: HTTPResponse.Status = .ok, cookies: [String] = [], retryAfterSeconds: Int? = nil
    ) -> Response {
        var response = bytes(Data(text.utf8), type: "text/html; charset=utf-8", status: status)
        for cookie in cookies { response.headers.append(HTTPField(name: .setCookie, value: cookie)) }
        if let retryAfterSeconds { response.headers[.retryAfter] = "\(retryAfterSeconds)" }
        return response
    }

    /// What a browser must not keep and not guess the type of.
    func bytes(
        _ data: Data, type: String, status: HTTPResponse.Status = .ok, fileName: String? = nil
    ) -> Response {
        var headers: HTTPFields = [
            .contentType: type, .contentLength: "\(data.count)", .cacheControl: "no-store",
            .xContentTypeOptions: "nosniff", .contentSecurityPolicy: policy, .vary: "Cookie, Accept-Language",
        ]
        headers[Self.referrerPolicy] = "same-origin"
        headers[Self.openerPolicy] = "same-origin"
        // A name of ours: letters, digits, hyphens and a dot.
        if let fileName { headers[.contentDisposition] = "attachment; filename=\"\(fileName)\"" }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }

    /// After a form, or to another page: 303, so that the browser asks by GET (RFC 9110, 15.4.4).
    func seeOther(_ address: String, cookies: [String] = []) -> Response {
        var response = bytes(Data(), type: "text/plain; charset=utf-8", status: .seeOther)
        response.headers[.location] = address
        for cookie in cookies { response.headers.append(HTTPField(name: .setCookie, value: cookie)) }
        return response
    }

    func asset(_ asset: WebFolder.Asset, _ request: Request) -> Response {
        var response =
            request.headers[.ifNoneMatch] == asset.tag
            ? bytes(Data(), type: asset.type, status: .notModified) : bytes(asset.bytes, type: asset.type)
        response.headers[.cacheControl] = "public, max-age=300"
        response.headers[.eTag] = asset.tag
        response.headers[.vary] = nil
        return response
    }

    private static let referrerPolicy = name("Referrer-Policy")
    /// Asks for the page again after so many seconds, without a script.
    static let refresh = name("Refresh")
    private static let openerPolicy = name("Cross-Origin-Opener-Policy")

    /// - Parameter text: a header's name that HTTP allows; the standard's own list lacks these.
    private static func name(_ text: String) -> HTTPField.Name { HTTPField.Name(text) ?? .vary }
}
