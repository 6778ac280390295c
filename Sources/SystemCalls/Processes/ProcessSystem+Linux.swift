#if canImport(Glibc)
  import Glibc

  /// What Linux tells of processes.
  package enum ProcessSystem {
    /// This process. Asked anew each time: a forked child is another one.
    package static var own: ProcessName {
      let number = getpid()
      // A /proc of other process numbers than ours says nothing about ours.
      guard link("/proc/self") == "\(number)", case .began(let start) = standing(of: number) else {
        return ProcessName(boot: "-", namespace: "-", number: number, start: "-")
      }
      let boot = text("/proc/sys/kernel/random/boot_id") ?? "-"
      let digits = (link("/proc/self/ns/pid") ?? "").filter(\.isNumber)
      return ProcessName(
        boot: boot, namespace: digits.isEmpty ? "-" : digits, number: number, start: start)
    }

    /// A name for the processes that see the same process numbers as this one; nil where the system
    /// does not tell.
    package static var namespace: String? { link("/proc/self/ns/pid") }

    package static var hostName: String {
      var name = [CChar](repeating: 0, count: 256)
      guard unsafe gethostname(&name, name.count - 1) == 0 else { return "-" }
      let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      return bytes.isEmpty ? "-" : String(decoding: bytes, as: UTF8.self)
    }

    package static func standing(of number: Int32) -> ProcessState {
      if kill(number, 0) != 0 && errno == ESRCH { return .absent }
      guard let stat = text("/proc/\(number)/stat"), let name = stat.lastIndex(of: ")") else {
        // It may have ended in between; else /proc hides what belongs to others.
        return kill(number, 0) != 0 && errno == ESRCH ? .absent : .hidden
      }
      // From the third field on (proc(5)): the state is 3, the number of threads 20, the start 22.
      let fields = stat[stat.index(after: name)...].split(separator: " ")
      guard fields.count > 19 else { return .hidden }
      let hasEnded = ["Z", "X", "x"].contains(String(fields[0])) && Int(fields[17]) ?? 0 <= 1
      return hasEnded ? .absent : .began(String(fields[19]))
    }

    private static func text(_ path: String) -> String? {
      // What cannot be read says nothing.
      guard let file = try? Descriptor.open(path, .read, kind: .file),
        let bytes = try? file.bytes(at: 0, count: 4096)
      else { return nil }
      let text = String(decoding: bytes, as: UTF8.self)
      return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    private static func link(_ path: String) -> String? {
      var bytes = [UInt8](repeating: 0, count: 256)
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe readlink(
          path, buffer.baseAddress!.assumingMemoryBound(to: CChar.self), buffer.count)
      }
      return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }
  }
#endif
