// Written from the documentation; not run: there was no macOS machine to run it on.
#if canImport(Darwin)
  import Darwin

  /// What macOS tells of processes.
  package enum ProcessSystem {
    package static var own: ProcessName {
      let number = getpid()
      guard case .began(let start) = standing(of: number) else {
        return ProcessName(boot: "-", namespace: "-", number: number, start: "-")
      }
      var bytes = [UInt8](repeating: 0, count: 128)
      var size = bytes.count
      let result = unsafe sysctlbyname("kern.bootsessionuuid", &bytes, &size, nil, 0)
      let boot = String(decoding: bytes.prefix(size).prefix { $0 != 0 }, as: UTF8.self)
      return ProcessName(
        boot: result == 0 && !boot.isEmpty ? boot : "-", namespace: "darwin", number: number,
        start: start)
    }

    package static var namespace: String? { "darwin" }

    package static var hostName: String {
      var name = [CChar](repeating: 0, count: 256)
      guard unsafe gethostname(&name, name.count - 1) == 0 else { return "-" }
      let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      return bytes.isEmpty ? "-" : String(decoding: bytes, as: UTF8.self)
    }

    package static func standing(of number: Int32) -> ProcessState {
      var info = unsafe kinfo_proc()
      var size = MemoryLayout<kinfo_proc>.size
      var query: [Int32] = [CTL_KERN, KERN_PROC, KERN_PROC_PID, number]
      guard unsafe sysctl(&query, UInt32(query.count), &info, &size, nil, 0) == 0 else {
        return kill(number, 0) != 0 && errno == ESRCH ? .absent : .hidden
      }
      guard size > 0, unsafe Int32(info.kp_proc.p_stat) != SZOMB else { return .absent }
      let time = unsafe info.kp_proc.p_un.__p_starttime
      return .began("\(time.tv_sec).\(time.tv_usec)")
    }
  }
#endif
