import Events
import Lines
import TestSupport
import Testing

@testable import Exporters

@Suite struct CellTests {
  private func exported(_ exporter: any EventExporter, _ lines: String...) -> String {
    var exporter = exporter
    var bytes: [UInt8] = []
    exporter.begin(&bytes)
    let batch = LineParser().parse(LineChunk(Array((lines.joined(separator: "\n") + "\n").utf8)))
    var part = ExportPart()
    for index in 0..<batch.count { exporter.render(batch.event(at: index), to: &part) }
    exporter.add(part, to: &bytes)
    exporter.end(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func options(_ columns: String...) -> ExportOptions { options(columns) }

  private func options(_ columns: [String]) -> ExportOptions {
    var options = ExportOptions()
    if !columns.isEmpty { options.columns = columns.map { ExportColumn.named($0) } }
    return options
  }

  @Test func `a row of CSV has what tlm knows under one name, however it is spelt`() {
    let columns = options(
      "time", "event", "tool", "session_id", "outcome", "duration_s", "input_tokens",
      "metadata.kind")

    let text = exported(
      CSVExport(columns),
      #"{"ts":"2026-02-13T10:00:00Z","event":"a","tool":"t","duration_s":67.2,"result":"pass"}"#,
      #"{"timestamp":"2026-02-13T10:00:01+01:00","event_type":"b","sessionId":"s","latency_ms":250}"#,
      #"{"event":"c","metadata":{"kind":"k","input_tokens":5},"is_error":true}"#)

    #expect(
      text == """
        time,event,tool,session_id,outcome,duration_s,input_tokens,metadata.kind\r
        2026-02-13T10:00:00.000000Z,a,t,,success,67.2,,\r
        2026-02-13T09:00:01.000000Z,b,,s,,0.25,,\r
        ,c,,,failure,,5,k\r

        """)
  }

  @Test(arguments: [
    ("a", "a"), ("a,b", #""a,b""#), ("say \\\"x\\\"", #""say ""x""""#), ("a\\nb", "\"a\nb\""),
    ("", #""""#), (" a", #"" a""#), ("=1", #""'=1""#), ("+1", "+1"), ("-1.5e3", "-1.5e3"),
    ("-x", #""'-x""#), ("+1+2", #""'+1+2""#), ("@a", #""'@a""#), ("\\t=1", "\"'\t=1\""),
    ("-", #""'-""#), ("+1.", #""'+1.""#), ("a=1", "a=1"), ("nul\\u0000", "\"nul\u{fffd}\""),
    ("\\ud83d\\ude00", "😀"), ("\\ud83d", "\u{fffd}"),
  ])
  func `texts stand in cells so that nothing comes of them`(json: String, cell: String) {
    let text = exported(CSVExport(options("x")), #"{"x":"\#(json)"}"#)

    #expect(text == "x\r\n\(cell)\r\n")
  }

  @Test func `any text at all stands in a cell as the rules say`() {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    let alphabet = Array("abcXYZ019____....::--//,\"\r\n\t +=@é\u{0}\u{1F422}".unicodeScalars)
    for _ in 0..<20_000 {
      // Most are of plain characters but for one or two.
      var text = String.UnicodeScalarView()
      for _ in 0..<random.below(30) {
        text.append(alphabet[random.below(random.below(8) == 0 ? alphabet.count : 18)])
      }

      var cells = CSVCells(keepsFormulas: false)
      cells.text(String(text))

      #expect(String(decoding: cells.bytes, as: UTF8.self) == cell(String(text)), "seed \(seed)")
    }
  }

  /// A text as a cell, by the rules as people would say them.
  private func cell(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let number = /[+-]([0-9]+(\.[0-9]+)?|\.[0-9]+)([eE][+-]?[0-9]+)?/
    let isSigned = scalars.first == "+" || scalars.first == "-"
    let isFormula =
      scalars.first.map { "=@\t\r\n".unicodeScalars.contains($0) } == true
      || isSigned && text.wholeMatch(of: number) == nil
    let isQuoted =
      isFormula || scalars.isEmpty || scalars.first == " " || scalars.last == " "
      || scalars.contains { "\0\r\n\",".unicodeScalars.contains($0) }
    guard isQuoted else { return text }
    var inner = String.UnicodeScalarView()
    for scalar in scalars {
      inner.append(scalar == "\0" ? "\u{fffd}" : scalar)
      if scalar == "\"" { inner.append(scalar) }
    }
    return "\"\(isFormula ? "'" : "")\(String(inner))\""
  }

  @Test func `nothing of an event is left out of the standard columns`() throws {
    let text = exported(
      CSVExport(options()),
      #"{"ts":"2026-02-13T10:00:00.1234567Z","event":"a","duration_ms":5,"result":"pass","msg":"m","x":{"y":1}}"#
    )

    let row = try #require(text.split(separator: "\r\n").last)
    #expect(
      row.hasSuffix(
        #","{""ts"":""2026-02-13T10:00:00.1234567Z"",""duration_ms"":5,""result"":""pass"",""x"":{""y"":1}}""#
      ))
    #expect(row.contains(",success,0.005,") && row.contains(",m,"))
  }

  @Test(arguments: [
    ("exit_code", "1.5", "", true), ("exit_code", "7", "7", false), ("exit_code", "1.0", "1", true),
    ("exit_code", "12345678901234567890", "9223372036854775807", true),
    ("duration_s", "99999999999", "", true), ("duration_s", "-99999999999.5", "", true),
    ("duration_s", "8999999999", "8999999999.0", true), ("duration_s", "67.2", "67.2", false),
    ("duration_s", "999999999.25", "999999999.25", false), ("duration_s", "1e3", "1000.0", true),
    ("input_tokens", "1.5", "", true), ("input_tokens", "15", "15", false),
    ("cache_read_tokens", "2.0", "", true), ("output_tokens", "\"12\"", "", true),
    ("cost_usd", "1.5", "1.5", false), ("cost_usd", "1e999", "", true),
    ("cost_usd", "1234567890123", "1234567890123", false), ("model", "5", "", true),
    ("tool", "5", "5", false), ("tool", "5.5", "", true), ("level", "[1]", "", true),
    ("time", "\"1771000000123456789\"", "2026-02-13T16:26:40.123456Z", true),
    ("time", "\"2026-02-13T10:00:00.5Z\"", "2026-02-13T10:00:00.500000Z", false),
  ])
  func `a value that its column does not show as it is stands in the last one`(
    column: String, value: String, cell: String, isInRest: Bool
  ) {
    let key = column == "time" ? "ts" : column

    let text = exported(CSVExport(options(column, "fields")), "{\"\(key)\":\(value)}")

    let rest = "{\"\(key)\":\(value)}".replacing("\"", with: "\"\"")
    #expect(text == "\(column),fields\r\n\(cell),\(isInRest ? "\"\(rest)\"" : "")\r\n")
  }

  @Test func `whatever stands under a name that a column has is in the one or the other`() throws {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    let values = [
      "1", "-3", "1.5", "2.0", "99999999999", "9000000001", "123456789012345", "1e2", "-0.25",
      "0.1234567891", "18446744073709551615", "\"x\"", "\"7\"", "\"1.5s\"", "true", "[1]",
      "{\"a\":1}",
    ]
    let names = ExportColumn.standard.dropLast().map(\.name)
      .filter { $0 != "time" && $0 != "outcome" }
    for _ in 0..<3000 {
      let chosen = (0..<1 + random.below(4)).map { _ in names[random.below(names.count)] }
      let members = Set(chosen).sorted().map { ($0, values[random.below(values.count)]) }
      let line = "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"

      let row = try #require(
        Value(
          json: exported(JSONExport(options(members.map { $0.0 } + ["fields"])), line)
            .split(separator: "\n")[1].description))
      for (name, text) in members {
        let value = try #require(Value(json: text))
        let isShown = row[name] == value || row[name] == Value.string(text)
        #expect(isShown || row["fields"]?[name] == value, "\(line), seed \(seed)")
      }
    }
  }

  @Test func `lines stand in JSON as they are, and so that every reader takes them`() {
    let lines = exported(
      JSONLinesExport(options()), #"{"event":"a", "n":9007199254740993}"#,
      #"{"a":1,"b":2,"a":"\ud83dx","c":{"d":"\udc00"}}"#)

    #expect(
      lines == """
        {"event":"a", "n":9007199254740993}
        {"b":2,"a":"\\ufffdx","c":{"d":"\\ufffd"}}

        """)
    #expect(exported(JSONExport(options())) == "[\n]\n")
    let chosen = exported(JSONExport(options("event", "x")), #"{"event":"a\n"}"#, #"{"x":[1]}"#)
    #expect(chosen == "[\n{\"event\":\"a\\n\",\"x\":null},\n{\"event\":null,\"x\":[1]}\n]\n")
  }

  @Test func `an escaped backslash before a u is no escape of a half pair`() {
    let text = exported(JSONLinesExport(options()), #"{"a":"\\ud83d"}"#)

    #expect(text == #"{"a":"\\ud83d"}"# + "\n")
  }
}
