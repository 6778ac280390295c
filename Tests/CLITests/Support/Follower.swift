import TLM
import TestSupport

/// A process that follows a log and says the position each time that it has caught up.
final class Follower {
  private let child: Child
  private var said: Int64 = -1

  init(_ command: [String]) throws { child = try Child(command) }

  /// Returns once it has said that it came as far as a position.
  func wait(for position: Position) throws {
    while said < position.rawValue {
      guard let line = try child.line() else {
        throw Command.Failure(description: "it ended before it came to \(position)")
      }
      said = line.split(separator: " ").first.flatMap { Int64($0) } ?? said
    }
  }

  /// The last line that it says before it ends by itself: the digest.
  func digest() throws -> String? { try child.lines().last }

  func kill() { child.finish() }
}
