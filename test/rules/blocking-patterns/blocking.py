import asyncio
import socket
import threading
import time
from concurrent.futures import ProcessPoolExecutor

import aiofiles
import psycopg2
import requests
import uvloop
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda
from langchain_openai import ChatOpenAI
from langgraph.config import get_stream_writer

asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())  # no-nested-event-loop

chain = ChatPromptTemplate.from_template("Explain {topic}.") | ChatOpenAI()


async def stream_answer(topic):
    for chunk in chain.stream({"topic": topic}):  # no-blocking-call
        print(chunk)


async def stream_answer_with_fallback(topic):
    try:
        async for chunk in chain.astream({"topic": topic}):
            yield chunk
    except TimeoutError:
        yield chain.invoke({"topic": topic})  # no-blocking-call


async def report_progress(items):
    writer = get_stream_writer()
    for item in items:
        writer({"item": item})  # no-per-item-write


def fetch_weather(city):
    return requests.get("https://example.org/weather", params={"city": city}).json()


weather = RunnableLambda(fetch_weather)  # require-runnable-afunc


async def weather_of(cities):
    return await weather.abatch(cities, config={"max_concurrency": 10})


async def slow_answer(question):
    time.sleep(0.1)  # no-blocking-call
    return question


answers = RunnableLambda(fetch_weather, afunc=slow_answer)


async def orders_of(customer):
    connection = psycopg2.connect("dbname=shop")  # no-blocking-call
    cursor = connection.cursor()
    cursor.execute("select * from orders where customer = %s", (customer,))  # no-blocking-call
    return cursor.fetchall()  # no-blocking-call


async def account(number):
    balance = requests.get(f"https://example.org/{number}/balance")  # no-blocking-call
    history = requests.get(f"https://example.org/{number}/history")  # no-blocking-call
    return balance, history


async def checksum():
    return sum(range(10**7))  # no-cpu-bound-work


async def count_with_pauses():
    for _ in range(100_000):
        await asyncio.sleep(0)  # no-hot-loop-yield


async def write_lines(lines):
    async with aiofiles.open("lines.txt", "w") as file:
        for line in lines:
            await file.write(line)  # no-per-item-write


async def read_settings():
    with open("settings.json") as file:  # no-blocking-call
        return file.read()  # no-blocking-call


async def address_of(host):
    return socket.gethostbyname(host)  # no-blocking-call


def simulate(seed):
    total = 0
    for step in range(10**7):
        total += step * seed
    return total


async def forecast():
    return simulate(3)  # no-cpu-bound-work


async def forecast_in_pool():
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor() as pool:  # no-blocking-call
        return await loop.run_in_executor(pool, simulate, 3)


totals_lock = threading.Lock()


async def add_to_totals(amount):
    with totals_lock:  # no-lock-across-await
        await asyncio.sleep(amount)
