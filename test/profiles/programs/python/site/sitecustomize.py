print("its own sitecustomize")
