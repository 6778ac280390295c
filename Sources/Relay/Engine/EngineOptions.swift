#if Relay
  import CNATS
  import SystemCalls

  /// How a connection is made, as the library has it.
  @safe final class EngineOptions {
    private let library: NATSLibrary
    private let pointer: OpaquePointer

    /// Bytes that are kept while no node is there: what is not acknowledged is sent anew in any case.
    private static let bufferLimit: Int32 = 1 << 16

    init(_ address: EngineAddress, name: String, _ library: NATSLibrary) throws(RelayError) {
      var made: OpaquePointer?
      let status = unsafe tlm_nats_options(library["natsOptions_Create"], &made)
      guard status == TLM_NATS_OK, let options = unsafe made else {
        throw library.failure(status, "the connection's options")
      }
      self.library = library
      unsafe pointer = options
      try set(servers: address.urls)
      try text("natsOptions_SetName", name)
      try number("natsOptions_SetTimeout", 5_000)
      try flag("natsOptions_SetAllowReconnect")
      try count("natsOptions_SetMaxReconnect", -1)
      try number("natsOptions_SetReconnectWait", 250)
      try count("natsOptions_SetReconnectBufSize", Self.bufferLimit)
      // A node that was stopped, and not ended, is left after fifteen seconds.
      try number("natsOptions_SetPingInterval", 5_000)
      try count("natsOptions_SetMaxPingsOut", 2)
      // The library holds its lock while it writes, and looks for no answer meanwhile.
      try number("natsOptions_SetWriteDeadline", 5_000)
      if address.isSecure { try flag("natsOptions_SetSecure") }
      if let file = address.certificates { try text("natsOptions_LoadCATrustedCertificates", file) }
      if let file = address.credentials {
        let status = unsafe tlm_nats_credentials(
          library["natsOptions_SetUserCredentialsFromFiles"], options, file)
        try check(status, file)
      }
    }

    deinit { unsafe tlm_nats_options_free(library["natsOptions_Destroy"], pointer) }

    func lent<Result>(_ body: (OpaquePointer) -> Result) -> Result { unsafe body(pointer) }

    private func set(servers urls: [String]) throws(RelayError) {
      var texts: [CChar] = []
      let places = urls.map { url in
        defer { texts += url.utf8.map { CChar(bitPattern: $0) } + [0] }
        return texts.count
      }
      let status = unsafe texts.withUnsafeBufferPointer { buffer in
        var list = unsafe places.map { unsafe buffer.baseAddress?.advanced(by: $0) }
        // Sound: the library copies each text before it returns.
        return unsafe tlm_nats_servers(
          library["natsOptions_SetServers"], pointer, &list, Int32(clamping: urls.count))
      }
      try check(status, "an address")
    }

    private func text(_ name: String, _ value: String) throws(RelayError) {
      try check(unsafe tlm_nats_text(library[name], pointer, value), value)
    }

    private func number(_ name: String, _ value: Int64) throws(RelayError) {
      try check(unsafe tlm_nats_long(library[name], pointer, value), name)
    }

    private func count(_ name: String, _ value: Int32) throws(RelayError) {
      try check(unsafe tlm_nats_number(library[name], pointer, value), name)
    }

    private func flag(_ name: String) throws(RelayError) {
      try check(unsafe tlm_nats_flag(library[name], pointer, true), name)
    }

    private func check(_ status: Int32, _ what: String) throws(RelayError) {
      guard status != TLM_NATS_OK else { return }
      throw RelayError(.unusable, "\(what) cannot be used: \(library.words(status))")
    }
  }
#endif
