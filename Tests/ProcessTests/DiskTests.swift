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

extension ProcessTests.DiskTests {
  @Test(.enabled(if: Mounts.arePossible, "no name space may be had here"))
  func `a full disk in memory refuses appends whole, and takes them when it has room`() throws {
    try checkFullDisk("mount -t tmpfs -o size=3m tlm \"$0\"", kind: "tmpfs")
  }

  @Test(.enabled(if: Mounts.areOfFiles, "no file can be mounted as a disk here"))
  func `a full ext4 disk refuses appends whole, and takes them when it has room`() throws {
    let image = scratch.path + "/image"
    let made = try Child(
      ["sh", "-c", "truncate -s 8m \"$0\" && mkfs.ext4 -q -F -m 0 \"$0\" 2>&1", image])
    try #require(made.wait() == .exited(0))
    try checkFullDisk("mount -o loop '\(image)' \"$0\"", kind: "ext4", asRoot: true)
  }

  private func checkFullDisk(_ mount: String, kind: String, asRoot: Bool = false) throws {
    let watch = Stopwatch()
    let folder = scratch.path + "/disk"
    try Folder.make(folder)
    let child = try Actors.start(mounting: mount, on: folder, "fill", [], asRoot: asRoot)
    let lines = try child.lines()
    #expect(child.wait() == .exited(0))

    let full = try #require(lines.firstIndex(of: "full"), "\(lines.suffix(3))")
    let again = try #require(lines.firstIndex(of: "again"), "\(lines.suffix(3))")
    let before = FilledDisk(lines[..<full])
    let after = FilledDisk(lines[full..<again])
    #expect(before.logged == before.acknowledged)
    #expect(before.errors.isSubset(of: ["full"]) && before.errors.contains("full"))
    let spool = try #require(after.spool, "the spool reported nothing")
    #expect(spool.hasSuffix("error full"), "\(spool)")
    let spooled = try #require(Int(spool.split(separator: " ")[1]))
    #expect(spooled > 0, "nothing was spooled, so nothing was settled")
    #expect(after.settled == "settled true")
    #expect(!after.acknowledged.isEmpty, "with room again, an append works")
    #expect(after.logged == before.acknowledged + after.acknowledged)
    #expect(after.spooled == Array(0..<spooled))
    #expect(after.errors.isSubset(of: ["full"]))
    watch.report(
      "[processes] a full \(kind): \(before.acknowledged.count) events, then \(spooled) spooled, then "
        + "\(after.acknowledged.count) more")
  }

  @Test(.enabled(if: Mounts.arePossible, "no name space may be had here"))
  func `a disk without room for another file shows all that was acknowledged`() throws {
    let watch = Stopwatch()
    let folder = scratch.path + "/disk"
    try Folder.make(folder)
    var counts: [Int] = []
    // One more name each time, so that every step of a rotation is the first that finds no room.
    for names in 30..<38 {
      let mount = "mount -t tmpfs -o size=8m,nr_inodes=\(names) tlm \"$0\""
      let child = try Actors.start(mounting: mount, on: folder, "fill-names", ["limit=20000"])
      let lines = try child.lines()
      let full = try #require(lines.firstIndex(of: "full"), "\(lines.suffix(3))")
      let before = FilledDisk(lines[..<full])
      let after = FilledDisk(lines[full...])
      #expect(before.errors.isSubset(of: ["full"]), "\(names) names: \(before.errors)")
      #expect(before.logged == before.acknowledged, "\(names) names")
      #expect(!after.acknowledged.isEmpty && after.errors.isSubset(of: ["full"]), "\(names) names")
      #expect(after.logged == before.acknowledged + after.acknowledged, "\(names) names")
      counts.append(before.acknowledged.count)
    }
    watch.report("[processes] disks out of names: \(counts) events")
  }

  @Test(.enabled(if: Mounts.arePossible, "no name space may be had here"))
  func `a store on a read-only disk is read, with what waits, and nothing is made`() throws {
    let watch = Stopwatch()
    var options = EventLog.Options()
    options.segmentLimit = 2000
    let log = try EventLog.create(scratch.store, options: options)
    for number in 0..<50 { try log.append(.numbered(number)) }
    try Disk.append(log.layout.inbox, "{\"event\":\"drained\"}\n")
    try log.drain()
    try Disk.append(
      log.layout.inbox, "{\"event\":\"waits\",\"n\":1}\n{\"event\":\"waits\",\"n\":2}\n{\"ev")
    try Folder.make(log.layout.spool)
    try Disk.append(
      log.layout.spool + "/00000000000000000000-1-a.jsonl", "{\"event\":\"spooled\"}\n")
    try Folder.unlink(log.layout.cursors)
    let mount = "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\""
    let tree = try listing(scratch.path)

    let child = try Actors.start(mounting: mount, on: scratch.path, "look", [])
    let lines = try child.lines()

    let expected = try log.lines().map { "line " + $0 }
    #expect(lines.filter { $0.hasPrefix("line ") } == expected)
    #expect(
      lines.filter { $0.hasPrefix("waiting ") } == [
        "waiting {\"event\":\"spooled\"}", "waiting {\"event\":\"waits\",\"n\":1}",
        "waiting {\"event\":\"waits\",\"n\":2}",
      ])
    #expect(
      lines.suffix(4) == [
        "append error readOnly", "producer error readOnly", "drain error readOnly",
        "rotate error readOnly",
      ])
    #expect(try listing(scratch.path) == tree)
    watch.report("[processes] a read-only store: \(expected.count) lines read")
  }

  private func listing(_ folder: String) throws -> [String] {
    try Folder.names(in: folder).flatMap { name -> [String] in
      let path = folder + "/" + name
      guard let status = try FileStatus.of(path) else { return [path] }
      let inside = status.isFolder ? try listing(path) : []
      return ["\(path) \(status.inode) \(status.size) \(status.modified_ns ?? 0)"] + inside
    }
  }
}

/// What an actor said that filled a disk.
private struct FilledDisk {
  var acknowledged: [Int] = []
  /// Numbers of the events that were read, those of the writer and those of the spool.
  var logged: [Int] = []
  var spooled: [Int] = []
  var errors: Set<String> = []
  var spool: String?
  var settled: String?

  init(_ lines: ArraySlice<String>) {
    for line in lines {
      if let receipt = Acknowledged(line, writer: 0) {
        acknowledged += Array(receipt.first..<receipt.first + receipt.count)
      } else if line.hasPrefix("error ") {
        errors.insert(String(line.dropFirst(6)))
      } else if line.hasPrefix("spool ") {
        spool = line
      } else if line.hasPrefix("settled ") {
        settled = line
      } else if line.hasPrefix("line ") {
        add(String(line.dropFirst(5)))
      }
    }
  }

  private mutating func add(_ line: String) {
    // What a full disk took only a part of is blanked.
    if line.allSatisfy({ $0 == " " }) { return }
    if let event = Counted(line) {
      if event.writer == 0 { logged.append(event.number) } else { spooled.append(event.number) }
    } else if !line.contains("\"event\":\"tlm.") {
      errors.insert("a line that nobody wrote: \(line.prefix(80))")
    }
  }
}
