package import Events
import SystemCalls

/// How an input begins, kept while it is read: standard input can be read once only, and whoever finds
/// no event in it wants to look at it.
package final class InputBeginning: Sendable {
  private let kept = Guarded<[UInt8]>([])

  /// Bytes that are kept at most.
  private static let limit = 64 << 10

  /// Of an input that is not read yet.
  package init() {}

  /// The first bytes; none before there are any.
  package var bytes: [UInt8] { kept.withLock { $0 } }

  /// Keeps what a chunk begins with, if it is the first.
  package func keep(_ chunk: LineChunk) {
    kept.withLock { kept in
      guard kept.isEmpty else { return }
      kept = Array(copying: chunk.bytes.extracting(..<min(chunk.count, Self.limit)))
    }
  }
}
