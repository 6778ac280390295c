import Synchronization

/// One thing that a run did to the disk, as a crash-consistency test replays it.
package enum Operation: Sendable, Equatable {
  case create(path: String)
  case write(path: String, offset: Int64, bytes: [UInt8])
  case sync(path: String)
  case syncFolder(path: String)
  case link(from: String, to: String)
  case rename(from: String, to: String)
  case unlink(path: String)
  case symlink(path: String, target: String)
  case makeFolder(path: String)
  case permissions(path: String, mode: UInt32)
  /// Not a system call: a receipt of synced durability was handed out here.
  case acknowledged(String)
}

/// Writes down every change that system calls of this module make below one folder.
package enum Recorder {
  private struct Recording {
    var root: String
    var operations: [Operation] = []
  }

  private static let isOn = Atomic<Bool>(false)
  private static let recordings = Mutex<[Recording]>([])

  /// The changes that `body` makes below `root`, in order.
  package static func record<Failure: Error>(
    below root: String, _ body: () throws(Failure) -> Void
  ) throws(Failure) -> [Operation] {
    recordings.withLock { $0.append(Recording(root: root)) }
    isOn.store(true, ordering: .sequentiallyConsistent)
    defer {
      recordings.withLock { list in
        list.removeAll { $0.root == root }
        if list.isEmpty { isOn.store(false, ordering: .sequentiallyConsistent) }
      }
    }
    try body()
    return recordings.withLock { list in list.first { $0.root == root }?.operations ?? [] }
  }

  /// Adds one operation to whichever recording covers `path`.
  package static func note(_ path: @autoclosure () -> String, _ operation: (String) -> Operation) {
    guard isOn.load(ordering: .relaxed) else { return }
    let path = path()
    let made = operation(path)
    recordings.withLock { list in
      for index in list.indices where path.hasPrefix(list[index].root) {
        list[index].operations.append(made)
      }
    }
  }
}
