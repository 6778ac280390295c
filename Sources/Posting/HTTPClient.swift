#if Export
  import CCurl
  import SystemCalls

  /// One connection after the other to receivers of bytes, by libcurl; kept open between requests.
  ///
  /// It sends nothing on to where an answer leads, speaks only HTTP and HTTPS, and checks certificates.
  @safe package final class HTTPClient {
    private let calls: LoadedFunctions
    private let curl: OpaquePointer
    private var answer = Answer()

    /// What of an answer has come so far.
    private struct Answer {
      var body: [UInt8] = []
      var headers: [(name: String, value: String)] = []
    }

    /// Loaded and begun at most once; nil where it is not installed.
    private static let library: LoadedFunctions? = {
      let calls = LoadedFunctions(
        [
          "curl_global_init", "curl_easy_init", "curl_easy_cleanup", "curl_easy_setopt",
          "curl_easy_perform", "curl_easy_getinfo", "curl_easy_strerror", "curl_slist_append",
          "curl_slist_free_all",
        ],
        of: LoadedLibrary([
          "libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib", "libcurl.so",
        ]))
      guard let calls, unsafe tlm_curl_begin(calls["curl_global_init"]) == 0 else { return nil }
      return calls
    }()

    /// - Throws: `notBuilt` where the library is not installed.
    package init() throws(PostError) {
      guard let calls = Self.library,
        let curl = unsafe tlm_curl_open(calls["curl_easy_init"])
      else {
        throw PostError(
          .notBuilt, "libcurl is not installed here; install it (apt-get install libcurl4)")
      }
      self.calls = calls
      unsafe self.curl = OpaquePointer(curl)
    }

    deinit { unsafe tlm_curl_close(calls["curl_easy_cleanup"], UnsafeMutableRawPointer(curl)) }

    /// Sends a request once and waits for what comes of it.
    package func post(_ request: PostRequest) -> PostOutcome {
      let end = deadline(after: request.timeout)
      var outcome = perform(request)
      var fetching: AnswerElsewhere? = request.fetchesAnswer ? AnswerElsewhere(request) : nil
      while case .answered(let response) = outcome,
        let step = fetching?.step(behind: response, leadingTo: redirect)
      {
        switch step {
        case .ended(let response): return .answered(response)
        case .fetch(var next):
          next.timeout = .nanoseconds(max(1, end - monotonicNow()))
          outcome = perform(next, isGet: true)
        }
      }
      return outcome
    }

    /// Where the last answer leads.
    private var redirect: String? {
      let text = unsafe tlm_curl_redirect(
        calls["curl_easy_getinfo"], UnsafeMutableRawPointer(curl))
      return unsafe text.map { unsafe String(cString: $0) }
    }

    private func perform(_ request: PostRequest, isGet: Bool = false) -> PostOutcome {
      answer = Answer()
      let handle = unsafe UnsafeMutableRawPointer(curl)
      unsafe set(request, handle)
      guard unsafe setVersion(request, handle) else {
        return .impossible(
          "libcurl was built without HTTP/2 here, which gRPC takes; send by HTTP, to port 4318")
      }
      var list: UnsafeMutablePointer<curl_slist>?
      // An empty one keeps curl from waiting a second for an answer before it sends.
      for header in request.headers + [(name: "Expect", value: "")] {
        let line = header.value.isEmpty ? header.name + ":" : "\(header.name): \(header.value)"
        unsafe list = tlm_curl_append(calls["curl_slist_append"], list, line)
      }
      defer { unsafe tlm_curl_free(calls["curl_slist_free_all"], list) }
      let set = unsafe calls["curl_easy_setopt"]
      _ = unsafe tlm_curl_pointer(set, handle, CURLOPT_HTTPHEADER, list)
      let code = unsafe request.body.withUnsafeBytes { body in
        // Sound: curl reads the body while it performs, and not after.
        _ = unsafe tlm_curl_pointer(set, handle, CURLOPT_POSTFIELDS, body.baseAddress)
        // Behind the body, which makes it a POST.
        if isGet { _ = unsafe tlm_curl_number(set, handle, CURLOPT_HTTPGET, 1) }
        return unsafe tlm_curl_perform(calls["curl_easy_perform"], handle)
      }
      let outcome = unsafe outcome(code, handle)
      guard request.isGRPC, case .answered(let response) = outcome else { return outcome }
      let answer = answer
      return .answered(
        GRPCCall.response(status: response.status, body: response.body) { name in
          answer.headers.last { $0.name == name }?.value
        })
    }

    /// HTTP/2 at once for gRPC, with TLS as both sides agree; otherwise as curl has it.
    private func setVersion(_ request: PostRequest, _ handle: UnsafeMutableRawPointer) -> Bool {
      let isPlain = request.url.lowercased().hasPrefix("http://")
      let version =
        !request.isGRPC
        ? CURL_HTTP_VERSION_NONE
        : isPlain ? CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE : CURL_HTTP_VERSION_2TLS
      let set = unsafe calls["curl_easy_setopt"]
      // Of libcurl 7.88 the second request over one connection fails that began as HTTP/2.
      _ = unsafe tlm_curl_number(set, handle, CURLOPT_FORBID_REUSE, request.isGRPC ? 1 : 0)
      let code = unsafe tlm_curl_number(set, handle, CURLOPT_HTTP_VERSION, version)
      return code == 0 || !request.isGRPC
    }

    private func set(_ request: PostRequest, _ handle: UnsafeMutableRawPointer) {
      let set = unsafe calls["curl_easy_setopt"]
      func text(_ option: CURLoption, _ value: String?) {
        _ = unsafe tlm_curl_text(set, handle, option, value)
      }
      func number(_ option: CURLoption, _ value: Int) {
        _ = unsafe tlm_curl_number(set, handle, option, value)
      }
      text(CURLOPT_URL, request.url)
      text(CURLOPT_PROTOCOLS_STR, "http,https")
      if let file = request.certificates { text(CURLOPT_CAINFO, file) }
      text(CURLOPT_SSLCERT, request.ownCertificate)
      text(CURLOPT_SSLKEY, request.ownKey)
      number(CURLOPT_POST, 1)
      number(CURLOPT_NOSIGNAL, 1)
      number(CURLOPT_FOLLOWLOCATION, 0)
      number(CURLOPT_TIMEOUT_MS, Int(max(1, min(request.timeout / .milliseconds(1), 86_400_000))))
      _ = unsafe tlm_curl_size(
        set, handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
      // Sound: the client outlives each request, and curl calls back only while it performs.
      let context = unsafe Unmanaged.passUnretained(self).toOpaque()
      _ = unsafe tlm_curl_pointer(set, handle, CURLOPT_WRITEDATA, context)
      _ = unsafe tlm_curl_pointer(set, handle, CURLOPT_HEADERDATA, context)
      _ = unsafe tlm_curl_function(set, handle, CURLOPT_WRITEFUNCTION) {
        bytes, size, count, context in
        let client = unsafe Unmanaged<HTTPClient>.fromOpaque(context!).takeUnretainedValue()
        return unsafe client.take(UnsafeRawBufferPointer(start: bytes, count: size * count))
      }
      _ = unsafe tlm_curl_function(set, handle, CURLOPT_HEADERFUNCTION) {
        bytes, size, count, context in
        let client = unsafe Unmanaged<HTTPClient>.fromOpaque(context!).takeUnretainedValue()
        return unsafe client.take(header: UnsafeRawBufferPointer(start: bytes, count: size * count))
      }
    }

    /// Bytes of the body; fewer than there are end the transfer.
    private func take(_ bytes: UnsafeRawBufferPointer) -> Int {
      guard answer.body.count + bytes.count <= PostResponse.bodyLimit else { return 0 }
      unsafe answer.body.append(contentsOf: bytes)
      return bytes.count
    }

    private func take(header bytes: UnsafeRawBufferPointer) -> Int {
      let line = unsafe String(decoding: bytes, as: UTF8.self)
      if line.hasPrefix("HTTP/") { answer.headers = [] }
      if let colon = line.firstIndex(of: ":") {
        let value = line[line.index(after: colon)...].filter { $0 != "\r\n" && $0 != "\n" }
        answer.headers.append((line[..<colon].lowercased(), String(value.drop { $0 == " " })))
      }
      return bytes.count
    }

    private func outcome(_ code: Int32, _ handle: UnsafeMutableRawPointer) -> PostOutcome {
      let status = unsafe tlm_curl_status(calls["curl_easy_getinfo"], handle)
      let isTooLong = code == Int32(CURLE_WRITE_ERROR.rawValue)
      if code == 0 || isTooLong && status > 0 {
        func header(_ name: String) -> String? {
          answer.headers.last { $0.name == name }?.value
        }
        if isTooLong { answer.body = [] }
        return .answered(
          PostResponse(
            status: Int(status), retryAfter: header("retry-after"),
            isJSON: header("content-type")?.lowercased().contains("json") ?? false,
            body: answer.body))
      }
      let words = unsafe tlm_curl_sentence(calls["curl_easy_strerror"], code)
      let sentence = unsafe words.map { unsafe String(cString: $0) } ?? "error \(code)"
      return Self.isFinal(code) ? .impossible(sentence) : .unanswered(sentence)
    }

    /// Whether another attempt would end the same way: an address or a certificate that is wrong.
    private static func isFinal(_ code: Int32) -> Bool {
      [
        CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT, CURLE_SSL_CERTPROBLEM,
        CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_NOT_BUILT_IN,
      ].contains { Int32($0.rawValue) == code }
    }
  }
#else
  /// Stands where this tlm was built without libcurl: it says so.
  package final class HTTPClient {
    package init() throws(PostError) {
      throw PostError(
        .notBuilt,
        "this tlm was built without sending; build it with swift build --traits Export "
          + "(libcurl4-openssl-dev), or export otlp-json to a file")
    }

    package func post(_ request: PostRequest) -> PostOutcome { .impossible("built without it") }
  }
#endif
