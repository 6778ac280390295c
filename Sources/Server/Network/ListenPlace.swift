#if Server
  import Documents
  import NIOCore
  import NIOPosix
  import SystemCalls

  /// Where a listener is to be.
  enum ListenPlace: Sendable {
    case address(ListenAddress)
    /// A socket of the file system.
    case socket(String)
    /// One that whoever began this process had opened.
    case inherited(Int32, String)

    var name: String {
      switch self {
      case .address(let address): address.description
      case .socket(let path): path
      case .inherited(_, let name): name
      }
    }

    /// Whether somebody answers at a socket's path, or something else stands there.
    func check(on group: any EventLoopGroup) async throws {
      guard case .socket(let path) = self else { return }
      guard let status = try FileStatus.ofName(path) else { return }
      guard !status.isFolder, !status.isRegular else {
        throw ServeError(
          .address, "\(path) is a file or a folder and no socket; name another one with --socket")
      }
      guard
        let other = try? await ClientBootstrap(group: group).connect(unixDomainSocketPath: path)
          .get()
      else { return }
      try? await other.close()
      throw ServeError(.taken, taken)
    }

    private var taken: String {
      "\(name) is taken: somebody else listens there; name another place, or end that program"
    }

    func failure(_ error: any Error) -> ServeError {
      if let error = error as? ServeError { return error }
      guard let error = error as? IOError else {
        return ServeError(.address, "nothing can listen at \(name): \(error)")
      }
      switch error.errnoCode {
      case ErrorNumber.addressInUse: return ServeError(.taken, taken)
      case let number where ErrorNumber.denials.contains(number):
        return ServeError(.address, "\(name) may not be listened at by this user")
      default:
        return ServeError(
          .address, "nothing can listen at \(name): \(SystemError.words(of: error.errnoCode))")
      }
    }
  }
#endif
