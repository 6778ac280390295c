#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Journal
import SystemCalls

/// `redis port=… count=…`: GETs of one small value from a server on this machine, one after the
/// other over one connection: a bare socket and a reply that is looked at no closer than it must be,
/// so that what is timed is the server and the way to it.
enum RedisGets {
  static func run(_ options: Options) throws {
    let count = options.number("count", default: 100_000)
    let connection = connected(to: UInt16(options.number("port")))
    defer { close(connection) }
    let value = "91.25"
    let reply = exchange(connection, command("SET", "perf_system_cpu_load", value))
    precondition(reply == Array("+OK\r\n".utf8), "redis did not take the value")
    let question = command("GET", "perf_system_cpu_load")
    let answer = Array("$\(value.utf8.count)\r\n\(value)\r\n".utf8)
    var times: [Int64] = []
    times.reserveCapacity(count)
    for _ in 0..<count {
      let before = monotonicNow()
      let reply = exchange(connection, question)
      times.append(monotonicNow() - before)
      precondition(reply == answer, "redis said something else")
    }
    times.sort()
    print(
      "{\"reads\":\(count),\"p50_ns\":\(times[count / 2]),\"p99_ns\":\(times[count * 99 / 100])}")
  }

  private static func connected(to port: UInt16) -> Int32 {
    #if canImport(Glibc)
      let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let connection = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    // Sound: an address of this family is as long as it says, and is only read.
    let status = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe connect(connection, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    precondition(status == 0, "redis does not listen on port \(port)")
    var isOn: Int32 = 1
    unsafe setsockopt(
      connection, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
    return connection
  }

  /// Sends a command and takes what comes back, which is so short that it comes at once.
  private static func exchange(_ connection: Int32, _ command: [UInt8]) -> [UInt8] {
    let sent = unsafe command.withUnsafeBytes { bytes in
      unsafe send(connection, bytes.baseAddress, bytes.count, 0)
    }
    precondition(sent == command.count, "redis takes nothing more")
    return unsafe [UInt8](unsafeUninitializedCapacity: 64) { buffer, filled in
      filled = unsafe max(0, recv(connection, buffer.baseAddress, buffer.count, 0))
    }
  }

  private static func command(_ words: String...) -> [UInt8] {
    Array(("*\(words.count)\r\n" + words.map { "$\($0.utf8.count)\r\n\($0)\r\n" }.joined()).utf8)
  }
}
