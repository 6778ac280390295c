import Events
import Journal
import Projections
import SystemCalls
import TestSupport
import Testing

@testable import Board
@testable import Control

/// A folder that looks like a machine.
private struct Machine {
  let scratch = Scratch()
  var root: String { scratch.path }
  var store: String { scratch.path + "/store" }

  init(_ files: [String: String] = Machine.healthy, processes: Int = 3) throws {
    try Folder.make(root + "/proc")
    for (name, text) in files { try Disk.write(root + "/proc/" + name, Array(text.utf8)) }
    for process in 0..<processes { try Folder.make(root + "/proc/\(process + 1)") }
    try Folder.make(store)
    try Folder.make(store + "/log")
    try Disk.write(store + "/log/one.jsonl", [UInt8](repeating: 10, count: 300))
    try Disk.write(store + "/log/two.jsonl", [UInt8](repeating: 10, count: 44))
  }

  static let healthy = [
    "stat": "cpu  100 0 50 800 50 0 0 0 0 0\ncpu0 100 0 50 800 50 0 0 0 0 0\nintr 1\n",
    "meminfo":
      "MemTotal: 8000 kB\nMemFree: 100 kB\nMemAvailable: 2000 kB\nSwapTotal: 400 kB\nSwapFree: 300 kB\n",
    "loadavg": "0.52 1.25 3.00 2/411 12345\n",
  ]

  func change(_ name: String, _ text: String) throws {
    try Disk.write(root + "/proc/" + name, Array(text.utf8))
  }
}

@Suite struct SamplerTests {
  private let time = Timestamp(rawValue: 1_770_000_000_000_000_000)

  private func fields(_ event: NewEvent) -> [String: Value] {
    Dictionary(event.fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  @Test func `a sample says what the machine's files say`() throws {
    let machine = try Machine()
    var sampler = HostSampler(store: machine.store, root: machine.root)
    try machine.change("stat", "cpu  160 0 80 880 80 20 10 0 999 999\n")

    let event = sampler.sample(at: time)

    let said = fields(event)
    #expect(event.name == "system_metrics_snapshot")
    #expect(event.time == time)
    #expect(said["cpu_load_percent"] == .double(52.17))  // 120 of 230 ticks
    #expect(said["mem_used_percent"] == .double(75))
    #expect(said["swap_used_percent"] == .double(25))
    #expect(said["load_avg_1m"] == .double(0.52))
    #expect(said["load_avg_5m"] == .double(1.25))
    #expect(said["load_avg_15m"] == .double(3))
    #expect(said["logs_size_bytes"] == .integer(344))
    #expect(said["processes"] == .integer(3))
    #expect(said["unread"] == nil)
    let disk = try #require(said["disk_used_percent"])
    guard case .double(let percent) = disk else {
      Issue.record("no number: \(disk)")
      return
    }
    #expect((0...100).contains(percent))
  }

  @Test func `a load is that since the last sample`() throws {
    let machine = try Machine()
    var sampler = HostSampler(store: machine.store, root: machine.root)
    #expect(fields(sampler.sample(at: time))["cpu_load_percent"] == nil, "no time has passed")

    try machine.change("stat", "cpu 200 0 50 800 50\n")
    #expect(fields(sampler.sample(at: time))["cpu_load_percent"] == .double(100))
    try machine.change("stat", "cpu 200 0 50 900 50\n")
    #expect(fields(sampler.sample(at: time))["cpu_load_percent"] == .double(0))
    try machine.change("stat", "cpu 1 0 0 2 0\n")
    #expect(fields(sampler.sample(at: time))["cpu_load_percent"] == nil, "it went back")
  }

  @Test(arguments: [
    ("stat", "cpu_load_percent"), ("meminfo", "mem_used_percent"), ("loadavg", "load_avg_1m"),
  ])
  func `a file that is missing or broken costs its own readings alone`(
    name: String, field: String
  ) throws {
    let broken = [
      "", "\n", "garbage", "cpu", "cpu a b c d e\n", "cpu -1 0 0 0 0\n", "0.1 x 0.2\n",
      "nan nan nan",
      "MemTotal: 0 kB\nMemFree: 0 kB\n", "MemTotal: 5 kB\nMemAvailable: 9 kB\n",
      "cpu 99999999999999999999 1 1 1 1\n", "MemTotal:\n", String(repeating: "x ", count: 99_999),
    ]
    for text in broken {
      let machine = try Machine()
      var sampler = HostSampler(store: machine.store, root: machine.root)
      try machine.change("stat", "cpu  160 0 80 880 80 20 10 0 999 999\n")
      try machine.change(name, text)

      let said = fields(sampler.sample(at: time))

      #expect(said[field] == nil, "\(text.prefix(40))")
      #expect(said["unread"] == .integer(1), "\(text.prefix(40))")
      #expect(said["processes"] == .integer(3))
    }
  }

  @Test func `load is told for each core, and pressure where the system has it`() throws {
    let machine = try Machine()
    try machine.change("stat", "cpu  9 0 0 9 0\ncpu0 1 0 0 1 0\ncpu1 1 0 0 1 0\ncpufreq 1\n")
    var sampler = HostSampler(store: machine.store, root: machine.root)
    let without = fields(sampler.sample(at: time))
    try Folder.make(machine.root + "/proc/pressure")
    for (name, some, full) in [("cpu", "31.50", "0.00"), ("memory", "9.00", "4.25")] {
      try machine.change(
        "pressure/" + name,
        "some avg10=1.00 avg60=\(some) avg300=0.10 total=7\n"
          + "full avg10=1.00 avg60=\(full) avg300=0.10 total=7\n")
    }
    let with = fields(sampler.sample(at: time))

    #expect(without["load_per_core_1m"] == .double(0.26))
    #expect(without["load_per_core_5m"] == .double(0.63))
    #expect(without["cpu_pressure_percent"] == nil && without["unread"] == nil)
    #expect(with["cpu_pressure_percent"] == .double(31.5), "some of the programs wait")
    #expect(with["mem_pressure_percent"] == .double(4.25), "all of them do")
    #expect(with["io_pressure_percent"] == nil)
  }

  @Test(arguments: [
    "", "some", "some avg60=", "some avg60=x", "some avg60=-1", "some avg60=101", "avg60=1",
    "full avg60=1", "some avg10=1",
  ])
  func `a file of pressure that says something else is none`(text: String) throws {
    let machine = try Machine()
    try Folder.make(machine.root + "/proc/pressure")
    try machine.change("pressure/cpu", text + "\n")
    var sampler = HostSampler(store: machine.store, root: machine.root)

    #expect(fields(sampler.sample(at: time))["cpu_pressure_percent"] == nil)
  }

  @Test func `bytes that are no text, and no files at all, are no readings`() throws {
    let machine = try Machine([:], processes: 0)
    try Disk.write(machine.root + "/proc/loadavg", [0xFF, 0xFE, 0x00])
    var sampler = HostSampler(store: machine.root + "/nowhere", root: machine.root)

    let event = sampler.sample(at: time)

    #expect(event.fields == [Member("unread", .integer(6))])
  }

  @Test func `an old kernel's memory is counted from its parts`() throws {
    let machine = try Machine([
      "meminfo": "MemTotal: 1000 kB\nMemFree: 100 kB\nBuffers: 50 kB\nCached: 350 kB\n"
    ])
    var sampler = HostSampler(store: machine.store, root: machine.root)

    let said = fields(sampler.sample(at: time))

    #expect(said["mem_used_percent"] == .double(50))
    #expect(said["swap_used_percent"] == nil)
  }

  #if os(Linux)
    @Test func `this machine can be sampled, and its sensors read the sample`() throws {
      let machine = try Machine()
      var sampler = HostSampler(store: machine.store)
      let names = fields(sampler.sample(at: time)).keys

      for name in ["mem_used_percent", "load_avg_1m", "disk_used_percent", "processes"] {
        #expect(names.contains(name))
      }
    }
  #endif
}
