import Events
import Journal
import Synchronization
import SystemCalls
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The log used by real processes that are killed, stopped, forked and robbed of their store.
///
/// The files have a suite each, all in this one, so that they run one after the other.
@Suite(.serialized) struct ProcessTests {
  @Suite struct ConcurrencyTests {
    let scratch = Scratch()
  }

  @Suite struct ConditionTests {
    let scratch = Scratch()
  }

  @Suite struct DiskTests {
    let scratch = Scratch()
  }

  @Suite struct EmitterProcessTests {
    let scratch = Scratch()
  }

  @Suite struct ForkTests {
    let scratch = Scratch()
  }

  @Suite struct HolderTests {
    let scratch = Scratch()
  }

  @Suite struct KillTests {
    let scratch = Scratch()
  }

  @Suite struct ReplacedStoreTests {
    let scratch = Scratch()
  }

  @Suite struct TornDrainTests {
    let scratch = Scratch()
  }
}

/// Starts `tlm-actor`, which stands beside the test binary.
enum Actors {
  static let path: String = {
    for argument in CommandLine.arguments {
      var folder = Substring(argument)
      while let slash = folder.lastIndex(of: "/") {
        folder = folder[..<slash]
        let path = folder + "/tlm-actor"
        if access(String(path), X_OK) == 0 { return String(path) }
      }
    }
    return ".build/debug/tlm-actor"
  }()

  static func start(
    _ verb: String, _ store: String, _ settings: [String] = [], output: String? = nil
  ) throws -> Child {
    try Child([path, verb, store] + settings, output: output)
  }

  /// In a mount namespace of its own, where `mounting` ran before; `$0` in it is `folder`.
  static func start(
    mounting: String, on folder: String, _ verb: String, _ settings: [String], asRoot: Bool = false
  ) throws -> Child {
    let script = mounting + " && shift 0 && exec \"$@\""
    return try Child(
      ["unshare", asRoot ? "-m" : "-rm", "sh", "-c", script, folder, path, verb, folder + "/.tlm"]
        + settings)
  }
}

/// Runs each body on a thread of its own, since they block; throws what the first of them threw.
func together(_ bodies: [@Sendable () throws -> Void]) async throws {
  let group = ThreadGroup(bodies.count)
  try await withCheckedThrowingContinuation { continuation in
    for body in bodies {
      let isRunning = detachThread {
        if let result = group.ended(Result(catching: body)) { continuation.resume(with: result) }
      }
      precondition(isRunning, "no thread could be had")
    }
  }
}

/// Counts threads that end; the last one learns the result of all.
private final class ThreadGroup: Sendable {
  private let state: Mutex<(running: Int, failure: (any Error)?)>

  init(_ count: Int) { state = Mutex((count, nil)) }

  func ended(_ result: Result<Void, any Error>) -> Result<Void, any Error>? {
    state.withLock { state in
      state.running -= 1
      if case .failure(let error) = result, state.failure == nil { state.failure = error }
      if state.running > 0 { return nil }
      return state.failure.map { .failure($0) } ?? .success(())
    }
  }
}
