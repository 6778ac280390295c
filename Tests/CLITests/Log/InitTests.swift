import Glibc
import TLM
import TestSupport
import Testing

@Suite struct InitTests {
  @Test func `init makes a private store that git does not see`() throws {
    let sandbox = try Sandbox(hasStore: false)

    let made = try sandbox.tlm("init")

    #expect(made.code == 0)
    #expect(made.output == "made a store at \(sandbox.store)\n")
    #expect(try Disk.text(sandbox.store + "/.gitignore") == "*\n")
    #expect(Files.mode(sandbox.store) == 0o700)
    #expect(Files.mode(sandbox.store + "/log") == 0o700)
    for name in try Files.all(below: sandbox.store) where name != "log" {
      #expect(Files.mode(sandbox.store + "/" + name) == 0o600, "\(name)")
    }
  }

  @Test func `files stay private under any umask`() throws {
    let sandbox = try Sandbox(hasStore: false)

    let result = try sandbox.shell("umask 000; tlm init && tlm emit made && tlm tail")

    #expect(result.code == 0)
    #expect(Files.mode(sandbox.store) == 0o700)
    #expect(Files.mode(sandbox.store + "/log/00000000000000000000.jsonl") == 0o600)
  }

  @Test func `a second init changes nothing`() throws {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("emit", "first").code == 0)
    let identity = try Disk.bytes(sandbox.store + "/log/STORE")

    let again = try sandbox.tlm("init")

    #expect(again.code == 0)
    #expect(again.output.hasPrefix("there is a store"))
    #expect(try Disk.bytes(sandbox.store + "/log/STORE") == identity)
    #expect(try sandbox.events().count == 1)
  }

  @Test func `init says in JSON which store it made`() throws {
    let sandbox = try Sandbox(hasStore: false)

    let first = try json(sandbox.tlm("init", "--json").output)
    let second = try json(sandbox.tlm("init", "--json").output)

    #expect(first["store"]?.text == sandbox.store)
    #expect(first["created"] == .bool(true))
    #expect(second["created"] == .bool(false))
    #expect(first["id"]?.text?.count == 32)
    #expect(first["id"] == second["id"])
  }

  @Test func `in a git worktree the store is the main checkout's`() throws {
    let sandbox = try Sandbox(hasStore: false)
    let made = try sandbox.shell(
      """
      git init -q main && cd main && git -c user.name=t -c user.email=t@t commit -q --allow-empty \
      -m x && git worktree add -q ../side
      """)
    try #require(made.code == 0, "\(made.errors)")

    let result = try sandbox.tlm("init", in: sandbox.path + "/side")
    let emitted = try sandbox.tlm("emit", "--strict", "here", in: sandbox.path + "/side")

    #expect(result.output == "made a store at \(sandbox.path)/main/.tlm\n")
    #expect(emitted.code == 0)
    #expect(try EventLog.open(sandbox.path + "/main/.tlm").eventLines().count == 1)
    #expect(!Files.exists(sandbox.path + "/side/.tlm"))
  }

  @Test func `a folder that may not be written is an error with a reason`() throws {
    let sandbox = try Sandbox(hasStore: false)

    let result = try sandbox.tlm("init", "--store", "/proc/tlm")

    #expect(result.code == 2)
    #expect(result.errors.hasPrefix("tlm: "))
    #expect(result.output.isEmpty)
  }
}

extension Value {
  var text: String? { if case .string(let text) = self { text } else { nil } }
  var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
}
