/// What can be read off a machine at once. Each part is nil where it cannot be read.
struct HostReadings: Sendable, Equatable {
  var processors: ProcessorTimes?
  var memory: MemoryUse?
  var load: LoadAverages?
  /// How many processors share that load.
  var cores: Int?
  /// What programs wait for; there are systems that do not tell.
  var pressure = HostPressure()
  var processes: Int?
  /// The part of the disk in use under the store, in percent, as `df` says it.
  var disk: Double?
  /// Bytes of the log's files.
  var logSize: Int64?
}

#if os(Linux)
  extension HostReadings {
    /// What this machine, or a folder that looks like one, says now.
    ///
    /// - Parameters:
    ///   - files: where `/proc` is.
    ///   - store: the folder of the store, whose log and disk are looked at.
    init(_ files: HostFiles, store: String) {
      processors = files.lines("stat").flatMap { ProcessorTimes($0) }
      memory = files.lines("meminfo").flatMap { MemoryUse($0) }
      load = files.lines("loadavg").flatMap { LoadAverages($0) }
      cores = files.lines("stat").flatMap { ProcessorTimes.count(in: $0) }
      pressure = HostPressure(files)
      processes = files.processes()
      disk = DiskUse.percent(at: store)
      logSize = DiskUse.logSize(of: store)
    }
  }
#endif
