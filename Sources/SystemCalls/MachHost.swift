// Written from the documentation; not run: there was no macOS machine to run it on.
#if canImport(Darwin)
  import Darwin

  /// What Mach tells of the machine.
  package enum MachHost {
    package static func processorTicks() -> (busy: UInt64, idle: UInt64)? {
      var info = host_cpu_load_info()
      var count = mach_msg_type_number_t(
        MemoryLayout<host_cpu_load_info>.size / MemoryLayout<integer_t>.size)
      let result = unsafe withUnsafeMutablePointer(to: &info) { info in
        unsafe info.withMemoryRebound(to: integer_t.self, capacity: Int(count)) {
          unsafe host_statistics(mach_host_self(), HOST_CPU_LOAD_INFO, $0, &count)
        }
      }
      guard result == KERN_SUCCESS else { return nil }
      let ticks = info.cpu_ticks  // user, system, idle, nice
      return (UInt64(ticks.0) + UInt64(ticks.1) + UInt64(ticks.3), UInt64(ticks.2))
    }

    package static func processorCount() -> Int? {
      let count = sysconf(_SC_NPROCESSORS_ONLN)
      return count > 0 ? count : nil
    }

    package static func memoryPercent() -> Double? {
      var statistics = vm_statistics64()
      var count = mach_msg_type_number_t(
        MemoryLayout<vm_statistics64>.size / MemoryLayout<integer_t>.size)
      let result = unsafe withUnsafeMutablePointer(to: &statistics) { statistics in
        unsafe statistics.withMemoryRebound(to: integer_t.self, capacity: Int(count)) {
          unsafe host_statistics64(mach_host_self(), HOST_VM_INFO64, $0, &count)
        }
      }
      var total: UInt64 = 0
      var size = MemoryLayout<UInt64>.size
      guard result == KERN_SUCCESS, unsafe sysctlbyname("hw.memsize", &total, &size, nil, 0) == 0,
        total > 0
      else { return nil }
      let pages =
        UInt64(statistics.free_count) + UInt64(statistics.inactive_count)
        + UInt64(statistics.purgeable_count)
      let free = min(pages * UInt64(getpagesize()), total)
      return 100 * Double(total - free) / Double(total)
    }

    package static func swapPercent() -> Double? {
      var usage = xsw_usage()
      var size = MemoryLayout<xsw_usage>.size
      guard unsafe sysctlbyname("vm.swapusage", &usage, &size, nil, 0) == 0, usage.xsu_total > 0
      else { return nil }
      return 100 * Double(usage.xsu_used) / Double(usage.xsu_total)
    }

    package static func loadAverages() -> [Double]? {
      var averages: [Double] = [0, 0, 0]
      guard unsafe getloadavg(&averages, 3) == 3 else { return nil }
      return averages
    }

    package static func processCount() -> Int? {
      let bytes = unsafe proc_listpids(UInt32(PROC_ALL_PIDS), 0, nil, 0)
      return bytes > 0 ? Int(bytes) / MemoryLayout<pid_t>.size : nil
    }
  }
#endif
