package import Events

/// Samples the machine: CPU, memory, swap, load averages, pressure, processes, the disk and the log's
/// size.
///
/// ```swift
/// var sampler = HostSampler(store: ".tlm")
/// try log.append(sampler.sample(at: .current))
/// ```
///
/// A source that cannot be read is left out, and `unread` says how many there were.
package struct HostSampler: Sendable {
  private let files: HostFiles
  private let store: String
  /// The processors' times when they were last looked at: a load is what happened in between.
  private var before: ProcessorTimes?

  /// The seconds between two samples that people expect.
  package static let usualInterval_s = 5

  /// A sampler of this machine.
  ///
  /// - Parameters:
  ///   - store: the folder of the store, whose log and disk are looked at.
  ///   - root: a folder that holds a `proc`, for tests; empty for this machine's own.
  package init(store: String, root: String = "") {
    self.store = store
    files = HostFiles(root: root)
    before = HostReadings(files, store: store).processors
  }

  /// The event that says how the machine is; its load is that since the last sample.
  package mutating func sample(at time: Timestamp) -> NewEvent {
    let readings = HostReadings(files, store: store)
    defer { before = readings.processors ?? before }
    return Self.event(readings, before: before, at: time)
  }

  /// The event that some readings make.
  static func event(
    _ readings: HostReadings, before: ProcessorTimes?, at time: Timestamp
  ) -> NewEvent {
    let load = readings.processors.flatMap { now in before.flatMap { now.load(since: $0) } }
    var fields: [Member] = []
    func add(_ name: String, _ value: Double?) {
      // Two decimals: what is beyond them is noise, and takes room in each line.
      if let value { fields.append(Member(name, .double((value * 100).rounded() / 100))) }
    }
    add("cpu_load_percent", load)
    add("mem_used_percent", readings.memory?.memory)
    add("swap_used_percent", readings.memory?.swap)
    add("load_avg_1m", readings.load?.one)
    add("load_avg_5m", readings.load?.five)
    add("load_avg_15m", readings.load?.fifteen)
    let cores = readings.cores.map { Double($0) }
    add("load_per_core_1m", cores.flatMap { cores in readings.load.map { $0.one / cores } })
    add("load_per_core_5m", cores.flatMap { cores in readings.load.map { $0.five / cores } })
    // A processor is always wanted by somebody who works; memory and disks are short when nothing
    // goes on.
    add("cpu_pressure_percent", readings.pressure.processors?.some)
    add("mem_pressure_percent", readings.pressure.memory?.full)
    add("io_pressure_percent", readings.pressure.disks?.full)
    add("disk_used_percent", readings.disk)
    if let size = readings.logSize { fields.append(Member("logs_size_bytes", .integer(size))) }
    if let count = readings.processes {
      fields.append(Member("processes", .integer(Int64(count))))
    }
    let unread = [
      readings.processors == nil, readings.memory?.memory == nil, readings.load == nil,
      readings.processes == nil, readings.disk == nil, readings.logSize == nil,
    ].count { $0 }
    if unread > 0 { fields.append(Member("unread", .integer(Int64(unread)))) }
    return NewEvent("system_metrics_snapshot", at: time, fields: fields)
  }
}
