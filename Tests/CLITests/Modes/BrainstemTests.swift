import TLM
import TestSupport
import Testing

/// The program of Examples/brainstem: a scripted day under the rules for servers.
@Suite struct BrainstemTests {
  private func run(_ arguments: String..., in sandbox: Sandbox) throws -> Command.Result {
    try Command.run(
      Program.built("brainstem"), arguments,
      environment: ["HOME": sandbox.path, "PATH": "/usr/bin:/bin"], in: sandbox.path)
  }

  @Test func `the day goes as the committed timeline says, to the letter`() throws {
    let sandbox = try Sandbox(hasStore: false)

    let result = try run("--store", "day", in: sandbox)

    #expect(result.code == 0, "\(result.errors)")
    #expect(
      try result.output == Disk.text(Files.package + "/Examples/brainstem/timeline.txt"),
      "if that is right: brainstem > Examples/brainstem/timeline.txt")
    let again = try run("--store", "day", in: sandbox)
    #expect(again.code == 1 && again.errors.contains("needs an empty store"))
  }

  @Test func `what it records is what Python counts from the same log`() throws {
    let sandbox = try Sandbox(hasStore: false)
    let result = try run("--json", "--store", ".tlm", in: sandbox)
    let document = try json(result.output)

    let counted = try sandbox.shell("python3 \(Reference.folder)/mode_day.py .tlm")

    #expect(counted.code == 0, "\(counted.output)\(counted.errors)")
    let taken = try #require(try json(counted.output)["recorded"]).elements
    let told = try #require(document["timeline"]).elements.filter { $0["kind"] == "transition" }
    #expect(taken.count == 6)
    #expect(told.map { $0["mode"]?.text } == taken.map { $0.elements.last?.text })
    #expect(
      told.map { $0["at"]?.text.flatMap { Timestamp($0) }?.rawValue }
        == taken.map {
          $0.elements[0].integer.map { $0 * 1_000_000_000 }
        })
  }

  @Test func `the log clock decides alike, every transition is confirmed, and tlm says the same`()
    throws
  {
    let sandbox = try Sandbox(hasStore: false)
    let document = try json(try run("--json", "--store", ".tlm", in: sandbox).output)

    #expect(document["backtest"]?["agrees"] == true)
    #expect(document["backtest"]?["transitions"] == 4)
    #expect(document["verification"]?["confirmed"] == 5)
    #expect(document["verification"]?["by_hand"] == 1)
    #expect(document["verification"]?["doubts"] == [])
    let stays = try #require(document["time_in_mode_s"])
    #expect(stays.names.compactMap { stays[$0]?.integer }.reduce(0, +) == 7200)
    let mode = try json(try sandbox.tlm("replay", "-p", "mode-state", "--json").output)
    #expect(mode["report"]?["mode"] == "NORMAL")
    #expect(mode["report"]?["time_in_mode_s"]?["LOCKDOWN"] == .double(303))
    #expect(stays["LOCKDOWN"] == 303)
  }
}
