-- Sends a copy of a request to the listener "copies", in a task of its own: the request itself goes on at once.
core.register_action("tee", { "http-req" }, function(txn)
  local headers = {}
  for name, values in pairs(txn.http:req_get_headers()) do
    headers[name] = { values[0] }
  end
  local copy = { url = "http://127.0.0.1:8082" .. txn.sf:pathq(), headers = headers, timeout = 1000 }
  core.register_task(function()
    core.httpclient():get(copy)
  end)
end, 0)
