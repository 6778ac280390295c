package import Events
package import Journal
import SystemCalls

/// How far an export that is kept up to date has come, in a small file of the store.
///
/// One process at a time keeps an export up to date: it holds a lock on the file beside it.
package final class ExportCheckpoint: Sendable {
  /// What is known of an export.
  package struct State: Sendable, Equatable {
    /// The end of the events that are done with.
    package var through: Position
    /// Bytes of the file that they take; 0 where there is no file.
    package var length: Int64

    package init(through: Position, length: Int64 = 0) {
      (self.through, self.length) = (through, length)
    }
  }

  /// What is known from before; nil where nothing is, or it is of another store or another target.
  package let last: State?
  private let path: String
  private let log: EventLog
  private let store: String
  private let target: String
  private let lock: LockFile

  /// - Parameters:
  ///   - log: of the store, where exports are kept in a folder that is made where it is missing.
  ///   - name: of the export, of letters, digits and dashes.
  ///   - target: what it is written to: another one begins anew.
  /// - Throws: `taken` where another process keeps it; `file` where the store cannot be written.
  package init(of log: EventLog, named name: String, target: String) throws(ExportError) {
    self.log = log
    self.target = target
    let store: String
    do throws(JournalError) { store = try log.identity().id } catch {
      throw ExportError(.file, error.message)
    }
    self.store = store
    let folder = log.layout.exports
    path = "\(folder)/\(name)"
    do throws(SystemError) {
      try Folder.make(folder)
      lock = try LockFile(path + ".lock")
      guard try lock.acquire(by: monotonicNow()) else {
        throw SystemError(.flock, path, ErrorNumber.busy)
      }
      last = try Folder.contents(of: path, limit: 1 << 16)
        .flatMap { Self.state($0, store, target) }
    } catch {
      if error.number == ErrorNumber.busy {
        throw ExportError(
          .taken, "another process keeps the export \(name) up to date; name this one with --name")
      }
      throw ExportFile.failure(path, error)
    }
  }

  /// Refuses to go on where another store has taken the place of the one that is exported: its events
  /// are not to be mixed with those.
  package func check() throws(ExportError) {
    // Where it cannot be read now, the log will say so.
    guard let there = try? log.readIdentity(), there.id != store else { return }
    throw ExportError(
      .checkpoint, "another store is at \(log.layout.root) now; begin the export anew")
  }

  private static func state(_ bytes: [UInt8], _ store: String, _ target: String) -> State? {
    guard let value = Value(json: bytes.filter { $0 != UInt8(ascii: "\n") }),
      value["store"]?.text == store, value["target"]?.text == target,
      case .integer(let through)? = value["through"], case .integer(let length)? = value["length"],
      through >= 0, length >= 0
    else { return nil }
    return State(through: Position(rawValue: through), length: length)
  }

  /// Keeps what is done.
  package func keep(_ state: State) throws(ExportError) {
    let value: Value = [
      "store": .string(store), "target": .string(target),
      "through": .integer(state.through.rawValue), "length": .integer(state.length),
    ]
    var writer = JSONWriter(quotesLargeIntegers: false)
    writer.write(value)
    writer.byte("\n")
    do throws(SystemError) {
      try Folder.replace(path, with: writer.bytes, isSynced: false)
    } catch { throw ExportFile.failure(path, error) }
  }
}
