import Foundation
import Testing

@testable import Exchange

@Suite("Which encoding a file is in")
struct TextEncodingTests {
    static let header = "id;школа;примечание\r\n"
    static let text = header + "1;Средняя школа №12;Ёлка — «большая», всё есть\r\n2;Опорная школа;\r\n"

    @Test("the same table in every encoding", arguments: ["utf8", "bom", "utf16le", "utf16be", "utf16bom", "cp1251"])
    func encodings(_ name: String) throws {
        let data: Data =
            switch name {
            case "bom": Data([0xEF, 0xBB, 0xBF]) + Data(Self.text.utf8)
            case "utf16le": try #require(Self.text.data(using: .utf16LittleEndian))
            case "utf16be": try #require(Self.text.data(using: .utf16BigEndian))
            case "utf16bom": try #require(Self.text.data(using: .utf16))
            case "cp1251": try #require(Self.text.data(using: .windowsCP1251))
            default: Data(Self.text.utf8)
            }
        let table = try TableSource(data, file: "f")
        #expect(table.header == ["id", "школа", "примечание"])
        #expect(table.rows.map(\.line) == [2, 3])
        #expect(table.cell(table.rows[0], "школа") == "Средняя школа №12")
        #expect(table.cell(table.rows[0], "примечание") == "Ёлка — «большая», всё есть")
        #expect(table.warnings.map(\.message).contains { $0.contains("Windows-1251") } == (name == "cp1251"))
    }

    @Test("bytes that may be several things are refused with the line, not guessed")
    func undecidable() throws {
        let koi8 = Data("id,name\n1,".utf8) + Data([0xFB, 0xCB, 0xCF, 0xCC, 0xC1]) + Data("\n".utf8)
        let latin = Data("id,name\n1,\u{201D}".utf8.prefix(10)) + Data([0xC9]) + Data("cole Andr".utf8) + Data([0xE9])
        let capitals = try #require("id,name\n1,ШКОЛА".data(using: .windowsCP1251))
        // KZ-1048 has Ә where Windows-1251 has Ј.
        let kazakh = Data("id,name\n1,".utf8) + Data([0xA3, 0xEB, 0xE5, 0xEC])
        for data in [koi8, latin, capitals, kazakh] {
            let failure = #expect(throws: ImportFailure.self) { try TableSource(data, file: "f") }
            #expect(failure?.description.contains("line 2") == true, "\(failure?.description ?? "")")
            #expect(failure?.description.contains("CSV UTF-8") == true)
        }
    }

    @Test("half of a UTF-16 file is said to be cut off")
    func cutOff() throws {
        let whole = try #require("id,name\n1,Школа 😀".data(using: .utf16))
        let failure = #expect(throws: ImportFailure.self) { try TableSource(whole.dropLast(2), file: "f") }
        #expect(failure?.description.contains("cut off") == true)
    }

    @Test("every byte of Windows-1251 that is read has the code point that the system's own table gives it")
    func table() throws {
        for byte in UInt8(0x80)...0xFF {
            let ours = String(decoding: Windows1251.utf8(of: [byte]), as: UTF8.self)
            guard ours != "\u{FFFD}" else { continue }
            #expect(ours == String(data: Data([byte]), encoding: .windowsCP1251), "\(byte)")
        }
    }
}
