import Exporters
import SystemCalls
import TLM

/// Where the bytes of an export go: a file that appears whole, or standard output.
struct ExportSink {
  private let file: ExportFile?
  private let output: Output?
  private(set) var count: Int64 = 0
  /// Removes what is unfinished where the process is asked to end.
  private let asked: Signals.Asked?
  /// Whether lines are made harmless, as a person's terminal shows them.
  private let isShown: Bool

  /// Bytes that are gathered before they are written.
  static let batch = 1 << 16

  init(_ path: String?) throws {
    let file = try path.map { path throws(ExportError) in try ExportFile(path) }
    self.file = file
    output = path == nil ? Output() : nil
    isShown = path == nil && Terminal.output.isTerminal
    asked = file.map(Self.removing)
  }

  /// Leaves nothing of a file behind where the process is asked to end.
  static func removing(_ file: ExportFile) -> Signals.Asked {
    let draft = file.draft
    let isStream = draft == file.path
    return Signals.onceAsked { number in
      if !isStream { try? Folder.unlink(draft) }
      OwnProcess.end(128 + number)
    }
  }

  mutating func write(_ bytes: inout [UInt8]) throws {
    count += Int64(bytes.count)
    if isShown {
      for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        .dropLast(bytes.last == UInt8(ascii: "\n") ? 1 : 0)
      {
        output?.line(SafeText.of(line.last == UInt8(ascii: "\r") ? line.dropLast() : line))
      }
    } else if let file {
      do { try file.write(bytes) } catch {
        file.abandon()
        throw error
      }
    } else {
      output?.put(bytes)
    }
    bytes.removeAll(keepingCapacity: true)
  }

  /// Puts the file in its place.
  func commit() throws {
    output?.flush()
    try file?.commit()
    asked?.cancel()
  }

  /// Leaves nothing behind.
  func abandon() {
    file?.abandon()
    asked?.cancel()
  }
}
