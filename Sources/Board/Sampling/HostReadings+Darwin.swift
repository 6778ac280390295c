// Written from the documentation; not run: there was no macOS machine to run it on.
#if os(macOS)
  import SystemCalls

  extension HostReadings {
    /// What this machine says now, by way of Mach; `files` is for Linux alone.
    init(_ files: HostFiles, store: String) {
      processors = MachHost.processorTicks().map { ProcessorTimes(busy: $0.busy, idle: $0.idle) }
      memory = MemoryUse(memory: MachHost.memoryPercent(), swap: MachHost.swapPercent())
      load = MachHost.loadAverages().map { LoadAverages(one: $0[0], five: $0[1], fifteen: $0[2]) }
      cores = MachHost.processorCount()
      processes = MachHost.processCount()
      disk = DiskUse.percent(at: store)
      logSize = DiskUse.logSize(of: store)
    }
  }
#endif
