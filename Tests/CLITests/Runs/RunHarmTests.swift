import Glibc
import TLM
import TestSupport
import Testing

/// Whatever is wrong with the store, a command runs as it does without tlm.
@Suite struct RunHarmTests {
  enum Place: String, CaseIterable {
    case missing, readOnly, plainFile, fullDisk, locked, deletedMeanwhile, corrupt
  }

  @Test(arguments: Place.allCases)
  func `a store that cannot be written changes nothing`(place: Place) throws {
    let sandbox = try Sandbox()
    let store = sandbox.path + "/.tlm"
    var holder: Command?
    switch place {
    case .missing: _ = try sandbox.shell("rm -rf \(store)")
    case .plainFile: _ = try sandbox.shell("rm -rf \(store); echo > \(store)")
    case .readOnly: _ = try sandbox.shell("chmod a-w \(store)/log/* \(store)/log \(store)")
    case .corrupt: _ = try sandbox.shell("echo junk > \(store)/log/STORE; rm -rf \(store)/views")
    case .locked:
      holder = try Command(
        "/usr/bin/flock", [store + "/log/LOCK", "sh", "-c", "echo held; exec sleep 600"],
        environment: sandbox.variables([:]), in: sandbox.path)
      try #require(try holder?.nextLine(within: 20) == "held")
    case .fullDisk, .deletedMeanwhile: break
    }
    let script =
      "cat; echo errors >&2; \(place == .deletedMeanwhile ? "rm -rf \(store);" : "") exit 5"
    let run = [Sandbox.binary, "run", "--store", store, "--", "sh", "-c", script]
    let words = Self.limits(of: place) + run

    let result = try Command.run(
      words[0], Array(words.dropFirst()), input: Array("input\n".utf8),
      environment: sandbox.variables([:]), in: sandbox.path)
    holder?.signal(SIGKILL)
    _ = try sandbox.shell("chmod -R u+w \(store)")

    #expect(result.code == 5 && result.output == "input\n" && result.errors == "errors\n")
  }

  @Test(arguments: ["ulimit -n 12", "ulimit -n 17"])
  func `without files for seeing it through, the command runs all the same`(limit: String) throws {
    let sandbox = try Sandbox()

    let result = try sandbox.shell(
      "\(limit); echo in | tlm run -- sh -c 'cat; ulimit -n; exit 3'; echo ${PIPESTATUS[1]}")

    let number = limit.split(separator: " ").last.map(String.init)
    #expect(result.lines == ["in", number, "3"], "\(result.errors)")
  }

  @Test func `what goes wrong is told to who asks`() throws {
    let sandbox = try Sandbox(hasStore: false)
    _ = try sandbox.file("plain", "x")
    let store = sandbox.path + "/plain/store"

    let quiet = try sandbox.tlm("run", "--store", store, "--", "true")
    let told = try sandbox.tlm("run", "--store", store, "--debug", "--", "true")
    let debugged = try sandbox.tlm(
      "run", "--store", store, "--", "true", environment: ["TLM_DEBUG": "1"])

    #expect(quiet.code == 0 && quiet.errors.isEmpty)
    for result in [told, debugged] {
      #expect(result.code == 0 && result.errors.contains("tlm: ") && result.errors.contains(store))
    }
  }

  @Test func `closed streams are no more closed than before`() throws {
    let sandbox = try Sandbox()

    let result = try sandbox.shell("tlm run -- sh -c 'exit 6' <&- >&- 2>&-; echo $?")

    #expect(result.lines == ["6"])
    #expect(try sandbox.runs().last?["exit_code"] == 6)
  }

  private static func limits(of place: Place) -> [String] {
    switch place {
    case .fullDisk: ["/bin/bash", "-c", "ulimit -f 0; exec \"$@\"", "-"]
    case .readOnly where geteuid() == 0:
      ["/usr/bin/setpriv", "--inh-caps=-all", "--bounding-set=-all"]
    default: []
    }
  }
}
