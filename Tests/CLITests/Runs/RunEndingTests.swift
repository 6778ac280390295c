import Glibc
import TLM
import TestSupport
import Testing

/// `tlm run` ends when the command does, whatever stands around both.
@Suite struct RunEndingTests {
  /// The end of a command is told once; a wait for it that began afterwards would not end.
  @Test func `a command that dies while a signal is handed on is seen to have died`() throws {
    let sandbox = try Sandbox()
    let slow = try sandbox.library(
      "slow",
      """
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <signal.h>
      #include <sys/wait.h>
      int kill(pid_t process, int number) {
        int (*real)(pid_t, int) = dlsym(RTLD_NEXT, "kill");
        int result = real(process, number);
        siginfo_t end;
        if (number == SIGTERM) waitid(P_PID, process, &end, WEXITED | WNOWAIT);
        return result;
      }
      """)

    for _ in 0..<8 {
      let command = try sandbox.start(
        "run", "--", "sh", "-c", "echo ready; exec sleep 600", environment: ["LD_PRELOAD": slow])
      try #require(try command.nextLine() == "ready")
      command.signal(SIGTERM)
      #expect(try command.finish().code == 128 + SIGTERM)
    }
  }

  /// Whoever begins a program from a thread that handles no signals hands their mask on.
  @Test(arguments: ["", " | cat"])
  func `a blocked SIGCHLD is no reason to wait for ever`(pipe: String) throws {
    let sandbox = try Sandbox()
    let begin = """
      import os, signal, sys
      signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD, signal.SIGUSR1})
      os.execvp(sys.argv[1], sys.argv[1:])
      """
    _ = try sandbox.file("begin.py", begin)
    let question = "grep SigBlk /proc/self/status"

    let without = try sandbox.shell("python3 begin.py \(question)")
    let with = try sandbox.shell(
      "set -o pipefail; python3 begin.py \(Sandbox.binary) run -- \(question)\(pipe)", within: 60)

    #expect(with.code == 0 && with.output == without.output && with.output.contains("10200"))
  }

  @Test func `an ignored SIGCHLD hides no end`() throws {
    let sandbox = try Sandbox()

    let result = try sandbox.shell("trap '' CHLD; tlm run -- sh -c 'exit 3'", within: 60)

    #expect(result.code == 3)
  }

  /// A process that leads its own session is nobody's job: ctrl-Z does nothing to it.
  @Test func `ctrl-Z where nobody could let it go on stops nothing`() throws {
    let sandbox = try Sandbox()
    let command = try sandbox.start(
      "run", "--", "bash", "-c", "echo ready; read -r x; echo went $x", screen: .whole)
    while let text = try command.nextLine(), !text.hasPrefix("ready") {}

    command.send("\u{1a}")
    command.send("on\n")

    let result = try command.finish(within: 60)
    #expect(result.code == 0 && result.output.contains("went on"))
  }

  /// Programs that share a terminal share whether it waits, too.
  @Test func `a terminal that somebody made impatient shows everything`() throws {
    let sandbox = try Sandbox()
    _ = try sandbox.file(
      "look.py",
      """
      import array, fcntl, os, pty, sys, termios, time
      program, near = pty.fork()
      if program == 0:
          os.set_blocking(1, False)
          os.execvp(sys.argv[1], sys.argv[1:])

      def waiting():
          count = array.array("i", [0])
          fcntl.ioctl(near, termios.FIONREAD, count)
          return count[0]

      # Nobody looks until the terminal is full: it has something, and gets no more.
      before = 0
      while waiting() != before or before == 0:
          before = waiting()
          time.sleep(0.1)
      seen = b""
      try:
          while part := os.read(near, 65536): seen += part
      except OSError: pass
      _, status = os.waitpid(program, 0)
      whole = [b"%d" % n for n in range(1, 100001)]
      print(seen.split() == whole, os.waitstatus_to_exitcode(status))
      """)

    let result = try sandbox.shell(
      "python3 look.py \(Sandbox.binary) run -- seq 100000", within: 60)

    #expect(result.lines == ["True 0"], "\(result.errors)")
  }

  @Test func `what goes on writing without end is not waited for`() throws {
    let sandbox = try Sandbox()

    let result = try sandbox.shell(
      """
      { tlm run -- sh -c 'yes & echo $! > yes; exit 4'; echo $? > code; } | (
        for i in $(seq 600); do [ -e code ] && break; head -c 60000 >/dev/null; sleep 0.05; done
        cat code; kill $(cat yes))
      """, within: 60)

    #expect(result.lines == ["4"])
  }

  /// A pipe whose reader is gone has an error, a socket is at its end.
  @Test func `a socket that nobody reads keeps no processor busy`() throws {
    let sandbox = try Sandbox()
    _ = try sandbox.file(
      "begin.py",
      """
      import resource, socket, subprocess, sys
      ours, theirs = socket.socketpair()
      program = subprocess.Popen(sys.argv[1:], stdout=theirs)
      theirs.close()
      ours.recv(100)
      ours.close()
      print(program.wait())
      used = resource.getrusage(resource.RUSAGE_CHILDREN)
      print("busy" if used.ru_utime + used.ru_stime > 2 else "at rest")
      """)

    let result = try sandbox.shell(
      "python3 begin.py \(Sandbox.binary) run -- sh -c 'echo ready; sleep 4; exit 5'", within: 60)

    #expect(result.lines == ["5", "at rest"])
  }
}
