package import Events
import Journal
package import Lines
import SystemCalls
import Views

/// Keeps a file up to date with the log: each event stands in it once, whatever ends this and whenever.
///
/// The checkpoint says how long the file was when the events up to it were in it; what stands behind
/// that is of a process that died, and goes.
package struct FileExport: Reactor {
  package let name: String
  package private(set) var checkpoint: Position?
  private var exporter: any EventExporter
  private let filter: Filter
  private let keeper: ExportCheckpoint
  private let file: Descriptor
  private var length: Int64
  private let path: String
  private let told: @Sendable (Int) -> Void

  /// - Parameters:
  ///   - path: of the file; made where it is missing.
  ///   - start: where an export begins of which nothing is known.
  ///   - told: how many more events are in the file, each time that some are.
  /// - Throws: `checkpoint` where the file is shorter than what is known of it.
  package init(
    to path: String, _ exporter: any EventExporter, matching filter: Filter,
    keeping keeper: ExportCheckpoint, from start: Position,
    told: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws(ExportError) {
    name = "export to \(path)"
    self.path = path
    self.exporter = exporter
    self.filter = filter
    self.keeper = keeper
    self.told = told
    checkpoint = keeper.last?.through ?? start
    length = keeper.last?.length ?? 0
    do throws(SystemError) {
      file = try Descriptor.open(path, .update, kind: .anything, create: true)
      let size = try file.status().size
      guard size >= length else {
        throw SystemError(.fstat, path, ErrorNumber.invalid)
      }
      guard keeper.last != nil || size == 0 else {
        throw SystemError(.fstat, path, ErrorNumber.exists)
      }
      try file.truncate(to: length)
    } catch { throw Self.failure(path, error) }
    if keeper.last == nil { try begin(at: start) }
  }

  private static func failure(_ path: String, _ error: SystemError) -> ExportError {
    switch error.number {
    case ErrorNumber.invalid:
      ExportError(
        .checkpoint,
        "\(path) is shorter than this export left it; remove it, and name the export anew with --name"
      )
    case ErrorNumber.exists:
      ExportError(
        .checkpoint,
        "\(path) has something in it that this export did not write; name another file, or remove it"
      )
    default: ExportFile.failure(path, error)
    }
  }

  private mutating func begin(at start: Position) throws(ExportError) {
    var bytes: [UInt8] = []
    exporter.begin(&bytes)
    try write(bytes)
    try keeper.keep(ExportCheckpoint.State(through: start, length: length))
  }

  package mutating func handle(_ batch: LineBatch) async throws {
    try keeper.check()
    var part = ExportPart()
    for index in 0..<batch.count {
      let event = batch.event(at: index)
      guard filter.matches(event) else { continue }
      exporter.render(event, to: &part)
      part.note(event.position)
    }
    var bytes: [UInt8] = []
    exporter.add(part, to: &bytes)
    exporter.settle(&bytes)
    try write(bytes)
    checkpoint = batch.end
    try keeper.keep(ExportCheckpoint.State(through: batch.end, length: length))
    if part.count > 0 { told(part.count) }
  }

  private mutating func write(_ bytes: [UInt8]) throws(ExportError) {
    do throws(SystemError) { try file.write(bytes.span, at: length) } catch {
      throw ExportFile.failure(path, error)
    }
    length += Int64(bytes.count)
  }
}
