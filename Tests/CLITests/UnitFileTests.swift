import TestSupport
import Testing

/// Examples/systemd, as systemd reads it.
@Suite struct UnitFileTests {
  @Test(.enabled(if: Files.exists("/usr/bin/systemd-analyze")))
  func `systemd finds nothing to say about the unit`() throws {
    let sandbox = try Sandbox(hasStore: false)
    let unit = try Disk.text(Files.package + "/Examples/systemd/tlm-watch.service")
    // There must be a program where the unit expects one.
    let path = try sandbox.file(
      "tlm-watch.service", unit.replacing("%h/.local/bin/tlm", with: Sandbox.binary))

    let result = try sandbox.shell(
      "XDG_RUNTIME_DIR=$PWD systemd-analyze verify --user --man=no \(path)")

    #expect(result.code == 0 && result.output.isEmpty && result.errors.isEmpty, "\(result.errors)")
    #expect(unit.contains("ExecStart=%h/.local/bin/tlm watch"))
  }

  @Test(.enabled(if: Files.exists("/usr/bin/systemd-analyze")), arguments: ["push", "pull"])
  func `systemd finds nothing to say about a relay`(_ way: String) throws {
    let sandbox = try Sandbox(hasStore: false)
    let unit = try Disk.text(Files.package + "/Examples/systemd/tlm-relay-\(way).service")
    let path = try sandbox.file(
      "tlm-relay-\(way).service", unit.replacing("%h/.local/bin/tlm", with: Sandbox.binary))

    let result = try sandbox.shell(
      "XDG_RUNTIME_DIR=$PWD systemd-analyze verify --user --man=no \(path)")

    #expect(result.code == 0 && result.output.isEmpty && result.errors.isEmpty, "\(result.errors)")
    #expect(unit.contains("ExecStart=%h/.local/bin/tlm relay \(way)"))
  }

  @Test(.enabled(if: Files.exists("/usr/bin/systemd-analyze")))
  func `systemd finds nothing to say about the server and its socket`() throws {
    let sandbox = try Sandbox(hasStore: false)
    let unit = try Disk.text(Files.package + "/Examples/systemd/tlm-serve.service")
    _ = try sandbox.file(
      "tlm-serve.service", unit.replacing("%h/.local/bin/tlm", with: Sandbox.binary))
    let path = try sandbox.file(
      "tlm-serve.socket", Disk.text(Files.package + "/Examples/systemd/tlm-serve.socket"))

    let result = try sandbox.shell(
      "XDG_RUNTIME_DIR=$PWD systemd-analyze verify --user --man=no \(path)")

    #expect(result.code == 0 && result.output.isEmpty && result.errors.isEmpty, "\(result.errors)")
  }
}
