#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Whoever began this process and waits to hear how it is (sd_notify(3)).
package enum ServiceManager {
  /// That it is ready, and that it is about to end.
  package static let ready = "READY=1"
  package static let stopping = "STOPPING=1"

  /// Tells it something; false where nobody waits, or it cannot be told.
  @discardableResult
  package static func tell(
    _ text: String, variable: (String) -> String? = OwnProcess.variable
  ) -> Bool {
    guard let path = variable("NOTIFY_SOCKET"), path.hasPrefix("/") || path.hasPrefix("@") else {
      return false
    }
    // An address of the abstract space begins with a NUL.
    let name = path.hasPrefix("@") ? [0] + Array(path.utf8.dropFirst()) : Array(path.utf8)
    var address = sockaddr_un()
    guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name) }
    return send(Array(text.utf8), to: &address, length: pathOffset + name.count)
  }

  private static let pathOffset =
    MemoryLayout<sockaddr_un>.offset(of: \sockaddr_un.sun_path) ?? 2

  private static func send(
    _ bytes: [UInt8], to address: inout sockaddr_un, length: Int
  ) -> Bool {
    #if canImport(Glibc)
      let kind = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    #else
      let kind = SOCK_DGRAM
    #endif
    let number = socket(AF_UNIX, kind, 0)
    guard number >= 0 else { return false }
    let socket = Descriptor(adopting: number, path: "the service manager")
    // Sound: both are read during the call alone, and within their lengths.
    let sent = unsafe withUnsafePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe sendto(socket.number, bytes, bytes.count, 0, address, socklen_t(length))
      }
    }
    return sent == bytes.count
  }
}
