import OTLP
import TLM
import TestSupport
import Testing

@testable import Exporters

/// What several threads render is what one does, event by event.
@Suite struct ParallelExportTests {
  private let scratch = Scratch()
  private let store: Store

  /// A log of several chunks.
  init() throws {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var lines = HostileLines(seed)
    var bytes: [UInt8] = []
    while bytes.count < 1_500_000 { bytes += lines.next() + [UInt8(ascii: "\n")] }
    store = try Store.create(at: .resolve(option: scratch.store))
    try store.log.append(lines: bytes)
  }

  /// Every format that is made event by event.
  private static let formats = ExportCatalog.all.filter {
    if case .events = $0.kind { true } else { false }
  }

  @Test(
    arguments: formats.map(\.name), [nil, "time,message,x.y,position,duration_s,tool,tool"])
  func `parts of any size come to the same bytes`(name: String, columns: String?) throws {
    let format = try #require(ExportCatalog.named(name))
    guard case .events(let make) = format.kind else { throw ExportError(.file, name) }
    var options = ExportOptions()
    options.store = "0123456789abcdef"
    options.columns = columns?.split(separator: ",").map { ExportColumn.named(String($0)) }

    let one = try serial(make(options))
    let many = try parallel(make(options))

    #expect(one.count > 100_000)
    #expect(many.parts > 3)
    #expect(many.bytes == one)
  }

  @Test func `records that are written at once are the values that are sent`() throws {
    var options = ExportOptions()
    options.store = "0123456789abcdef"
    var requests = OTLPRequests(options)
    var lines: [UInt8] = []
    var messages: [UInt8] = []
    func add(_ request: Value?) {
      guard let request else { return }
      lines += OTLPText.line(request)
      messages += ProtobufWriter.bytes(of: request, as: .logs)
    }

    try store.query(Query()) { event in
      add(requests.add(event))
      return true
    }
    add(requests.take())

    #expect(try parallel(OTLPJSONExport(options)).bytes == lines)
    #expect(try parallel(OTLPExport(options)).bytes == messages)
  }

  private func serial(_ exporter: any EventExporter) throws -> [UInt8] {
    var exporter = exporter
    var bytes: [UInt8] = []
    exporter.begin(&bytes)
    try store.query(Query()) { event in
      var part = ExportPart()
      exporter.render(event, to: &part)
      exporter.add(part, to: &bytes)
      return true
    }
    exporter.end(&bytes)
    return bytes
  }

  private func parallel<Exporter: EventExporter>(
    _ exporter: Exporter
  ) throws -> (bytes: [UInt8], parts: Int) {
    var exporter = exporter
    var (bytes, parts): ([UInt8], Int) = ([], 0)
    var query = Query()
    query.parallelFrom = 0
    exporter.begin(&bytes)
    _ = try store.scan(query, jobs: 4, ExportLooker(exporter)) { part in
      exporter.add(part, to: &bytes)
      parts += 1
      return true
    }
    exporter.end(&bytes)
    return (bytes, parts)
  }
}
