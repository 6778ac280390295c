import Events
import Journal
import SystemCalls
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@testable import Folding
@testable import TLM
@testable import Views

/// How many windows are kept, and what becomes of them.
@Suite struct WindowFilesTests {
  private func name(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: WindowFiles.nameLength - digits.count) + digits
  }

  @Test func `those go first that nobody has used for the longest time`() throws {
    let bench = try WindowBench()
    _ = try Folder.make(bench.log.layout.views)
    let files = WindowFiles(of: bench.log.layout)
    for number in 0..<WindowFiles.mostFiles { try files.replace(name(number), with: [7]) }
    #expect(try files.bytes(under: name(0)) == [7])

    try files.replace(name(1000), with: [8])
    #expect(try bench.files().count == WindowFiles.mostFiles)
    #expect(try files.bytes(under: name(0)) == [7], "it was used")
    #expect(try files.bytes(under: name(1)) == nil)
    #expect(try files.bytes(under: name(1000)) == [8])
  }

  @Test func `they take no more room than they may`() throws {
    let bench = try WindowBench()
    _ = try Folder.make(bench.log.layout.views)
    let files = WindowFiles(of: bench.log.layout)
    let large = [UInt8](repeating: 1, count: WindowFiles.largest)
    let most = Int(WindowFiles.mostBytes) / WindowFiles.largest
    for number in 0...most { try files.replace(name(number), with: large) }
    #expect(try bench.files().count == most)
    #expect(try files.bytes(under: name(0)) == nil)

    try files.replace(name(99), with: large + [1])
    #expect(try files.bytes(under: name(99)) == nil, "one that is too large is not kept")
  }

  @Test func `a file that is not ours stays, and a link is not followed`() throws {
    let bench = try WindowBench()
    _ = try Folder.make(bench.log.layout.views)
    let files = WindowFiles(of: bench.log.layout)
    try files.replace(name(1), with: [1])
    try Disk.write(bench.folder + "/notes", [2])
    try files.removeAll()
    #expect(try bench.files() == ["notes"])

    try Folder.unlink(bench.folder + "/notes")
    Folder.removeEmpty(bench.folder)
    let elsewhere = Scratch()
    try Disk.write(elsewhere.path + "/" + name(1), [3])
    try Folder.symlink(bench.folder, to: elsewhere.path)
    let behind = (try? files.bytes(under: name(1))) ?? nil
    #expect(behind == nil)
    try files.removeAll()
    #expect(try Folder.names(in: elsewhere.path) == [name(1)])
  }

  @Test func `two who fold one window at once both have the answer, and leave one`() throws {
    let bench = try WindowBench()
    var dice = Seeded(21)
    try bench.pruned.append(bench.pruned.randomLines(90, &dice))
    let window = Fold.Bounds(since: WindowBench.minute(2))
    var one = try bench.catchUp(window, now: WindowBench.minute(99))
    var other = try bench.catchUp(window, now: WindowBench.minute(99))
    try one.load()
    try bench.pruned.append(bench.pruned.randomLines(30, &dice))
    try other.load()
    try other.advance(to: other.end)
    other.keepWindow(least: 1)
    try one.advance(to: one.end)
    one.keepWindow(least: 1)

    #expect(try bench.files().count == bench.projections.count)
    let found = try bench.problem(window)
    #expect(found.text == nil && found.resumed == bench.projections.count)
  }

  @Test(arguments: [Faults.Effect.death, .failure(EIO), .failure(ENOSPC), .short(9)])
  func `who is hit at any call while keeping leaves nothing that is wrong`(
    effect: Faults.Effect
  ) throws {
    let bench = try WindowBench()
    var dice = Seeded(22)
    let window = Fold.Bounds(since: WindowBench.minute(1), until: WindowBench.minute(9))
    var calls = 0
    for n in 1... {
      try bench.pruned.append(bench.pruned.randomLines(1 + dice.below(9), &dice))
      var catchUp = try bench.catchUp(window, now: WindowBench.minute(99))
      try catchUp.load()
      try catchUp.advance(to: catchUp.end)
      let moved = Taken(catchUp)
      let (_, struck) = Faults.strike(call: n, effect) { moved.keep() }
      let found = try bench.problem(window)
      #expect(found.text == nil, "\(effect) at call \(n)")
      guard struck != nil else { break }
      calls = n
    }
    #expect(calls > 5)
  }

  /// A catch-up that a closure may use.
  private final class Taken {
    private var catchUp: CatchUp
    init(_ catchUp: consuming CatchUp) { self.catchUp = catchUp }
    func keep() { catchUp.keepWindow(least: 1) }
  }

  @Test func `a rebuild, an index that is built anew and views that go take them away`() throws {
    let bench = try WindowBench()
    var dice = Seeded(23)
    try bench.pruned.append(bench.pruned.randomLines(90, &dice))
    let window = Fold.Bounds(since: WindowBench.minute(2))
    func kept() throws -> Int {
      _ = try bench.fold(window)
      return try bench.files().count
    }
    let session = LogSession(bench.log)

    #expect(try kept() > 0)
    _ = try bench.pruned.replayer(of: bench.log).rebuild([Seen()])
    #expect(try bench.files() == [])
    #expect(try kept() > 0)
    try session.views().index.rebuild(timeout: .seconds(5))
    #expect(try bench.files() == [])
    #expect(try kept() > 0)
    try session.dropViewsIfThere(timeout: .seconds(5))
    #expect(try bench.files() == [])
    #expect(try kept() > 0)
    try bench.pruned.prune(to: 3000)
    #expect(try bench.files() == [])
  }
}
