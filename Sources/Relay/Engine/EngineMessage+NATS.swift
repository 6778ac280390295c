#if Relay
  import CNATS

  extension EngineMessage {
    /// Lends the message as the library has it.
    ///
    /// - Throws: `unusable` where it is none; what `body` throws.
    func lent<Result>(
      to library: NATSLibrary,
      _ body: (OpaquePointer) throws(RelayError) -> Result
    ) throws(RelayError) -> Result {
      var made: OpaquePointer?
      let address = unsafe library["natsMsg_Create"]
      let status = unsafe payload.withUnsafeBufferPointer { bytes in
        // Sound: the library copies exactly the bytes that there are.
        unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
          unsafe tlm_nats_message(
            address, &made, subject, reply, characters.baseAddress, Int32(clamping: bytes.count))
        }
      }
      guard status == TLM_NATS_OK, let message = unsafe made else {
        throw RelayError(
          .unusable, "no message can be made for \(subject): \(library.words(status))")
      }
      defer { unsafe tlm_nats_free(library["natsMsg_Destroy"], message) }
      for header in headers {
        let status = unsafe tlm_nats_add_header(
          library["natsMsgHeader_Set"], message, header.name, header.value)
        guard status == TLM_NATS_OK else {
          throw RelayError(
            .unusable, "the header \(header.name) cannot be set: \(library.words(status))")
        }
      }
      return unsafe try body(message)
    }

    /// A copy of a message of the library's, which is freed.
    init(taking message: OpaquePointer, _ library: NATSLibrary) {
      defer { unsafe tlm_nats_free(library["natsMsg_Destroy"], message) }
      let subject = unsafe tlm_nats_subject(library["natsMsg_GetSubject"], message)
      let reply = unsafe tlm_nats_reply(library["natsMsg_GetReply"], message)
      let bytes = unsafe UnsafeRawBufferPointer(
        start: tlm_nats_bytes(library["natsMsg_GetData"], message),
        count: Int(max(0, tlm_nats_count(library["natsMsg_GetDataLength"], message))))
      self.init(
        unsafe subject.map { unsafe String(cString: $0) } ?? "",
        reply: unsafe reply.map { unsafe String(cString: $0) },
        headers: unsafe Self.headers(of: message, library), payload: unsafe Array(bytes))
    }

    private static func headers(
      of message: OpaquePointer, _ library: NATSLibrary
    ) -> [EngineHeader] {
      var names: UnsafeMutablePointer<UnsafePointer<CChar>?>?
      var count: Int32 = 0
      let status = unsafe tlm_nats_headers(
        library["natsMsgHeader_Keys"], message, &names, &count)
      guard status == TLM_NATS_OK, let names = unsafe names else { return [] }
      // Sound: the array was made for us by malloc, its names belong to the message.
      defer { unsafe tlm_nats_release(names) }
      var headers: [EngineHeader] = []
      for index in 0..<Int(max(0, count)) {
        guard let name = unsafe names[index] else { continue }
        var value: UnsafePointer<CChar>?
        let status = unsafe tlm_nats_header(library["natsMsgHeader_Get"], message, name, &value)
        guard status == TLM_NATS_OK, let value = unsafe value else { continue }
        headers.append(EngineHeader(unsafe String(cString: name), unsafe String(cString: value)))
      }
      return headers
    }
  }
#endif
