import Glibc
import SystemCalls
import TestSupport
import Testing

@testable import Journal
@testable import TLM

/// A store that came with a cloned folder must not lead out of itself.
@Suite struct EnclosureTests {
  private enum Kind: String, CaseIterable, Sendable {
    case link, danglingLink, folderLink, pipe, socket, folder, secondName, othersFile
  }

  /// Everything that a store has, from its own folder on.
  private static let places = [
    "log", "log/STORE", "log/LOCK", "log/CURSORS", "log/00000000000000000000.jsonl",
    "log/00000000000000000000.next", "log/00000000000000000000.sum", "in.jsonl", "in.1.jsonl",
    "current.jsonl", "damaged", "damaged/00000000000000000000", "spool", "spool/1-1.jsonl", "views",
    "views/WRITER", "views/OPENERS", "views/STAGING", "views/data.mdb", "views/lock.mdb",
    "views/marks", "views/marks/1-1", "views/followers", "views/followers/1-1", "board",
    "config.yaml", "rules.yaml",
  ]

  /// What lies outside of the store and must stay as it is.
  private struct Victim {
    let folder: String
    let file: String

    init(in scratch: Scratch) throws {
      folder = scratch.path + "/victim"
      file = folder + "/1-2"
      try Folder.make(folder)
      for name in ["1-2", "authorized_keys", "data.mdb", "lock.mdb", "WRITER", "LOCK", "1-1.jsonl"]
      {
        try Disk.write(folder + "/" + name, Array("{\"event\":\"secret\"}\n".utf8))
      }
    }

    var image: [String: [UInt8]] {
      get throws {
        try Dictionary(
          uniqueKeysWithValues: Folder.names(in: folder).map {
            ($0, try Disk.bytes(folder + "/" + $0))
          })
      }
    }
  }

  /// A store of which everything is there that can be, with an index and kept states.
  private func made(_ scratch: Scratch) throws {
    let store = try Store.create(at: StoreLocation(path: scratch.store, reason: .option))
    let text = String(repeating: "x", count: 100)
    let lines = (0..<3000).map { number in
      #"{"ts":"2026-02-13T10:00:00Z","event":"issue_started","issue_id":"B-\#(number % 9)","#
        + #""text":"\#(text)"}"# + "\n"
    }
    try store.log.append(lines: Array(lines.joined().utf8))
    try store.log.rotate()
    try Disk.append(store.log.layout.inbox, "{\"event\":\"said\"}\n")
    _ = try store.replay([EventCounts(), Issues()])
  }

  /// Everything that people do; what fails says so, and nothing hangs or ends the process.
  private func useAll(_ scratch: Scratch) {
    guard let store = try? Store.open(at: StoreLocation(path: scratch.store, reason: .option))
    else { return }
    _ = try? store.log.append(NewEvent("own", at: .current))
    _ = try? store.log.drain()
    _ = try? store.replay([EventCounts(), Issues()])
    _ = try? store.rebuild([Velocity()])
    _ = try? store.rebuildIndex()
    _ = try? store.events(matching: Query())
    _ = try? store.mode()
    _ = try? SensorReader(of: store).snapshot()
    _ = try? store.rules()
    _ = try? store.examine()
    _ = try? store.log.rotate()
    _ = store.log.repair()
    _ = try? store.projectionStatus()
  }

  private func put(_ kind: Kind, at path: String, _ victim: Victim) throws {
    _ = try Command.run("/bin/rm", ["-rf", path], input: [], environment: [:], in: "/tmp")
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    _ = try? Folder.make("/" + folder)
    switch kind {
    case .link: symlink(victim.file, path)
    case .danglingLink: symlink(victim.folder + "/nothing", path)
    case .folderLink: symlink(victim.folder, path)
    case .pipe: mkfifo(path, 0o600)
    case .socket: try Self.socket(at: path)
    case .folder: try Folder.make(path)
    case .secondName: Glibc.link(victim.file, path)
    case .othersFile:
      try Disk.write(path, Array("{\"event\":\"theirs\"}\n".utf8))
      chown(path, 65_534, 65_534)
    }
  }

  private static func socket(at path: String) throws {
    let number = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(number) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    // The name is short where it is told from its folder.
    let name = "/tmp/tlm-socket-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name.utf8) }
    let isBound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(isBound == 0)
    _ = try Command.run("/bin/mv", [name, path], input: [], environment: [:], in: "/tmp")
  }

  @Test(arguments: places) func `nothing in its place leads out of a store`(place: String) throws {
    for kind in Kind.allCases {
      let scratch = Scratch()
      try made(scratch)
      let victim = try Victim(in: scratch)
      let before = try victim.image
      try put(kind, at: scratch.store + "/" + place, victim)

      useAll(scratch)
      useAll(scratch)

      #expect(try victim.image == before, "\(place) as \(kind)")
      if place != "current.jsonl", kind == .link || kind == .pipe || kind == .socket {
        let status = try FileStatus.ofName(scratch.store + "/" + place)
        if let status, !status.isRegular && !status.isFolder {
          let strange = try StrangeFile.all(in: StoreLayout(root: scratch.store))
          #expect(strange.contains { $0.name == place }, "\(place) as \(kind) is told")
        }
      }
    }
  }

  @Test(arguments: ["log", "views", "views/marks", "views/followers", "spool", "damaged"])
  func `a file of another user's in a folder of the store is neither read nor removed`(
    folder: String
  ) throws {
    let scratch = Scratch()
    try made(scratch)
    let path = scratch.store + "/" + folder
    _ = try? Folder.make(path)
    try Disk.write(path + "/77-77", Array("theirs".utf8))
    try Disk.write(path + "/77-77.jsonl", Array("{\"event\":\"theirs\"}\n".utf8))
    try #require(chown(path + "/77-77", 65_534, 65_534) == 0)
    try #require(chown(path + "/77-77.jsonl", 65_534, 65_534) == 0)

    useAll(scratch)

    #expect(try Disk.bytes(path + "/77-77") == Array("theirs".utf8))
    #expect(try Disk.text(path + "/77-77.jsonl") == "{\"event\":\"theirs\"}\n")
    let store = try Store.open(at: StoreLocation(path: scratch.store, reason: .option))
    #expect(try store.events(matching: Query()).allSatisfy { $0.event.name != "theirs" })
  }

  @Test func `what the superuser makes in somebody's store is that person's`() throws {
    try #require(geteuid() == 0, "these tests run as the superuser")
    let scratch = Scratch()
    _ = try Store.create(at: StoreLocation(path: scratch.store, reason: .option))
    _ = try Command.run(
      "/bin/chown", ["-R", "65534:65534", scratch.store], input: [], environment: [:], in: "/tmp")
    chmod(scratch.path, 0o755)

    try made(scratch)

    let found = try Command.run(
      "/usr/bin/find", [scratch.store, "!", "-user", "65534", "!", "-name", "in.jsonl"], input: [],
      environment: [:],
      in: "/tmp")
    #expect(found.lines == [], "all is the owner's")
    #expect(try Folder.names(in: scratch.store + "/views").contains("data.mdb"))
  }
}
