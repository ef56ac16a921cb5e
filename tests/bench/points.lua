-- Asks for points of a file, in random order. After `--`: the file (one query string a line), what follows each.
local requests = {}

function init(args)
   for line in io.lines(args[1]) do
      requests[#requests + 1] = wrk.format("GET", wrk.path .. "?" .. line .. (args[2] or ""))
   end
   math.randomseed(os.time())
end

function request()
   return requests[math.random(#requests)]
end

function done(summary, latency, _)
   local errors = summary.errors
   local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
   io.write(string.format('{"requests":%d,"seconds":%f,"failed":%d,"p99_ms":%f}\n',
      summary.requests, summary.duration / 1e6, failed, latency:percentile(99) / 1e3))
end
